#include "memory.h"

namespace virtual_source {

using namespace twain;

TW_ENTRYPOINT entryPoint{};

TW_HANDLE handleOf(const std::vector<unsigned char> &bytes) {
  const auto size = static_cast<TW_UINT32>(bytes.size());
  const TW_HANDLE handle = entryPoint.DSM_MemAllocate ? entryPoint.DSM_MemAllocate(size) : GlobalAlloc(GHND, size);
  void *const locked = entryPoint.DSM_MemLock ? entryPoint.DSM_MemLock(handle) : GlobalLock(handle);
  std::memcpy(locked, bytes.data(), bytes.size());
  if (entryPoint.DSM_MemUnlock) {
    entryPoint.DSM_MemUnlock(handle);
  } else {
    GlobalUnlock(handle);
  }
  return handle;
}

std::vector<unsigned char> bytesOf(TW_HANDLE handle) {
  const std::size_t length = GlobalSize(handle);
  const auto *const bytes = static_cast<const unsigned char *>(GlobalLock(handle));
  std::vector<unsigned char> copy(bytes, bytes + length);
  GlobalUnlock(handle);
  return copy;
}

}  // namespace virtual_source
