// Places and versions of source managers on disk.
#pragma once

#include <optional>
#include <string>

namespace host {

// Nothing where the file has no version of its own.
std::optional<std::string> fileVersion(const std::wstring &path);
std::string utf8OfWide(const std::wstring &text);

}  // namespace host
