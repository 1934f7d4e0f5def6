#include "manager-paths.h"

#include <windows.h>

#include <vector>

#include "source-manager.h"

namespace host {

namespace {

using FolderQuery = UINT(WINAPI *)(LPWSTR, UINT);

std::wstring folderOf(FolderQuery query) {
  wchar_t path[MAX_PATH];
  const UINT length = query(path, MAX_PATH);
  return length > 0 && length < MAX_PATH ? std::wstring(path, length) : std::wstring();
}

std::wstring ownFolder() {
  std::vector<wchar_t> path(32 * 1024);
  const DWORD length = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  const std::wstring whole(path.data(), length);
  const std::size_t slash = whole.find_last_of(L'\\');
  return slash == std::wstring::npos ? std::wstring() : whole.substr(0, slash);
}

}  // namespace

std::vector<std::wstring> managerPaths(ManagerChoice choice) {
  // Windows itself leads a 32 bit process that asks for System32 to SysWOW64.
  const std::wstring system = folderOf(GetSystemDirectoryW);
  const std::wstring windows = folderOf(GetWindowsDirectoryW);
  std::vector<std::wstring> paths;
  const auto add = [&paths](const std::wstring &folder, const wchar_t *name) {
    if (!folder.empty()) paths.push_back(folder + L"\\" + name);
  };
  if (choice != ManagerChoice::oldOnly) {
    add(system, L"TWAINDSM.dll");
    add(ownFolder(), L"TWAINDSM.dll");
  }
  if (choice != ManagerChoice::newOnly) {
    // Windows has the old one for 32 bit alone, in its own folder; Wine has it for both, in the system's.
    add(system, L"twain_32.dll");
    add(windows, L"twain_32.dll");
  }
  return paths;
}

std::optional<std::string> fileVersion(const std::wstring &path) {
  DWORD unused = 0;
  const DWORD size = GetFileVersionInfoSizeW(path.c_str(), &unused);
  if (size == 0) return std::nullopt;
  std::vector<unsigned char> block(size);
  VS_FIXEDFILEINFO *fixed = nullptr;
  UINT length = 0;
  if (!GetFileVersionInfoW(path.c_str(), 0, size, block.data()) ||
      !VerQueryValueW(block.data(), L"\\", reinterpret_cast<void **>(&fixed), &length) || length < sizeof *fixed) {
    return std::nullopt;
  }
  return std::to_string(HIWORD(fixed->dwFileVersionMS)) + "." + std::to_string(LOWORD(fixed->dwFileVersionMS)) + "." +
         std::to_string(HIWORD(fixed->dwFileVersionLS)) + "." + std::to_string(LOWORD(fixed->dwFileVersionLS));
}

std::string utf8OfWide(const std::wstring &text) {
  const int length = static_cast<int>(text.size());
  const int size = WideCharToMultiByte(CP_UTF8, 0, text.data(), length, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), length, out.data(), size, nullptr, nullptr);
  return out;
}

}  // namespace host
