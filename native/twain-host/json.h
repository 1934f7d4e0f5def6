// JSON as the frames need it: objects and arrays are put together as text, in the order they are to stand in.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace host {

// `text` is UTF-8.
std::string jsonText(const std::string &text);
std::string jsonText(const std::optional<std::string> &text);
std::string jsonNumber(double value);
std::string jsonNumber(const std::optional<double> &value);
std::string jsonArray(const std::vector<std::string> &values);

class JsonObject {
 public:
  // `value` is JSON already.
  JsonObject &with(const char *name, const std::string &value);
  JsonObject &text(const char *name, const std::string &value) { return with(name, jsonText(value)); }
  JsonObject &number(const char *name, double value) { return with(name, jsonNumber(value)); }
  JsonObject &flag(const char *name, bool value) { return with(name, value ? "true" : "false"); }
  std::string done() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

}  // namespace host
