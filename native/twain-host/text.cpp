#include "text.h"

#include <windows.h>

#include <cctype>

namespace host {

namespace {

int hexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(digit)));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

int base64Value(char letter) {
  if (letter >= 'A' && letter <= 'Z') return letter - 'A';
  if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9') return letter - '0' + 52;
  if (letter == '+') return 62;
  return letter == '/' ? 63 : -1;
}

std::string convert(const std::string &text, UINT from, UINT to) {
  if (text.empty()) return text;
  const int wideLength = MultiByteToWideChar(from, 0, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(wideLength), L'\0');
  MultiByteToWideChar(from, 0, text.data(), static_cast<int>(text.size()), wide.data(), wideLength);
  const int length = WideCharToMultiByte(to, 0, wide.data(), wideLength, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(length), '\0');
  WideCharToMultiByte(to, 0, wide.data(), wideLength, out.data(), length, nullptr, nullptr);
  return out;
}

}  // namespace

std::string decodePercent(const std::string &text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 1) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hexValue(text[at + 1]) : -1;
    const int low = high >= 0 ? hexValue(text[at + 2]) : -1;
    if (low < 0) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

std::optional<std::vector<unsigned char>> decodeBase64(const std::string &text) {
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] == '=') end -= 1;
  if (text.size() - end > 2 || end % 4 == 1) return std::nullopt;
  std::vector<unsigned char> bytes;
  unsigned bits = 0;
  int bitCount = 0;
  for (std::size_t at = 0; at < end; at += 1) {
    const int value = base64Value(text[at]);
    if (value < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffffu;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes.push_back(static_cast<unsigned char>(bits >> bitCount & 0xffu));
  }
  return bytes;
}

std::string utf8OfCodePage(const std::string &text) { return convert(text, CP_ACP, CP_UTF8); }
std::string codePageOfUtf8(const std::string &text) { return convert(text, CP_UTF8, CP_ACP); }

}  // namespace host
