#include "frames.h"

#include <windows.h>

#include <atomic>
#include <cstdint>
#include <cstring>

namespace host {

namespace {

HANDLE output = INVALID_HANDLE_VALUE;
CRITICAL_SECTION turn;
std::atomic<bool> isGone{false};

void writeAll(const void *bytes, std::size_t length) {
  const char *at = static_cast<const char *>(bytes);
  while (length > 0 && !isGone) {
    const DWORD piece = length < (1u << 20) ? static_cast<DWORD>(length) : (1u << 20);
    DWORD written = 0;
    if (!WriteFile(output, at, piece, &written, nullptr) || written == 0) isGone = true;
    at += written;
    length -= written;
  }
}

void writeNow(const JsonObject &json, const void *bytes, std::size_t length) {
  const std::string text = json.done();
  const std::uint32_t lengths[2] = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(length)};
  std::string head(reinterpret_cast<const char *>(lengths), sizeof lengths);
  head += text;
  writeAll(head.data(), head.size());
  writeAll(bytes, length);
}

}  // namespace

void openFrames() {
  InitializeCriticalSection(&turn);
  output = GetStdHandle(STD_OUTPUT_HANDLE);
  // A source that prints to standard output must not break a frame.
  SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
}

void writeFrame(const JsonObject &json, const void *bytes, std::size_t length) {
  EnterCriticalSection(&turn);
  writeNow(json, bytes, length);
  LeaveCriticalSection(&turn);
}

void writeLastFrame(const JsonObject &json) {
  for (int attempt = 0; attempt < 100; attempt += 1) {
    if (TryEnterCriticalSection(&turn)) {
      writeNow(json, nullptr, 0);
      return;
    }
    Sleep(10);
  }
}

bool isOwnerGone() { return isGone; }

}  // namespace host
