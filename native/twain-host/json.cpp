#include "json.h"

#include <cmath>
#include <cstdio>

namespace host {

std::string jsonText(const std::string &text) {
  std::string out = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", code);
      out += escape;
    } else {
      if (letter == '"' || letter == '\\') out += '\\';
      out += letter;
    }
  }
  return out + "\"";
}

std::string jsonText(const std::optional<std::string> &text) { return text ? jsonText(*text) : "null"; }

std::string jsonNumber(double value) {
  if (!std::isfinite(value)) return "null";
  char digits[32];
  // FIX32 has 16 bits of fraction: nine digits tell every value apart, and 0.1 stays 0.1.
  std::snprintf(digits, sizeof digits, value == std::floor(value) ? "%.0f" : "%.9g", value);
  return digits;
}

std::string jsonNumber(const std::optional<double> &value) { return value ? jsonNumber(*value) : "null"; }

std::string jsonArray(const std::vector<std::string> &values) {
  std::string out = "[";
  for (const std::string &value : values) {
    if (out.size() > 1) out += ',';
    out += value;
  }
  return out + "]";
}

JsonObject &JsonObject::with(const char *name, const std::string &value) {
  if (!members_.empty()) members_ += ',';
  members_ += jsonText(std::string(name)) + ":" + value;
  return *this;
}

}  // namespace host
