// The encodings between the owner (percent-encoded UTF-8, base64) and the source (the system's code page).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace host {

// A percent sign that two hexadecimal digits do not follow stands for itself.
std::string decodePercent(const std::string &text);

// Nothing where `text` is not base64.
std::optional<std::vector<unsigned char>> decodeBase64(const std::string &text);

std::string utf8OfCodePage(const std::string &text);
// Letters that the code page has not become question marks.
std::string codePageOfUtf8(const std::string &text);

// The text in a field of a TWAIN structure, which a careless source may have left without its 0.
template <std::size_t size>
std::string utf8OfField(const char (&field)[size]) {
  std::size_t length = 0;
  while (length < size && field[length]) length += 1;
  return utf8OfCodePage(std::string(field, length));
}

template <std::size_t size>
void fillField(char (&field)[size], const std::string &codePageText) {
  const std::size_t length = codePageText.size() < size ? codePageText.size() : size - 1;
  for (std::size_t at = 0; at < size; at += 1) field[at] = at < length ? codePageText[at] : '\0';
}

}  // namespace host
