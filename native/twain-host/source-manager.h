// The TWAIN source manager: found by absolute path, loaded, opened, and its memory functions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fault.h"

namespace host {

enum class ManagerChoice { any, newOnly, oldOnly };

// Where a source manager may lie, best first. Never a bare name: the search path of the system is not trusted.
std::vector<std::wstring> managerPaths(ManagerChoice choice);

class SourceManager {
 public:
  // Null where no source manager lies at `path` that this width can load.
  static std::unique_ptr<SourceManager> load(const std::wstring &path);
  // Closes it where it is open.
  ~SourceManager();
  SourceManager(const SourceManager &) = delete;
  SourceManager &operator=(const SourceManager &) = delete;

  // State 2 to 3. `window` is to outlive this. Throws Fault.
  void open(HWND window);
  // State 3 to 2; told to standard error where it fails.
  void close();

  // In state 3 or later. Tells the owner which source manager it is.
  void tellOwner() const;
  // As the source manager lists them. Throws Fault.
  std::vector<twain::TW_IDENTITY> sources();

  // `destination` null: the source manager itself. The heartbeat shows how long the call lasts.
  twain::TW_UINT16 call(twain::TW_IDENTITY *destination, twain::TW_UINT32 group, twain::TW_UINT16 argumentType,
                        twain::TW_UINT16 message, void *argument);
  // The condition code of the last failure; asking clears it. SUCCESS where it has none.
  twain::TW_UINT16 conditionCode(twain::TW_IDENTITY *destination);

  // TWAINDSM.dll has callbacks and memory functions; twain_32.dll has neither.
  bool isDsm2() const { return isDsm2_; }
  twain::TW_HANDLE allocate(std::size_t size) const;
  void *lock(twain::TW_HANDLE handle) const;
  void unlock(twain::TW_HANDLE handle) const;
  void free(twain::TW_HANDLE handle) const;

 private:
  SourceManager(HMODULE library, twain::DSMENTRYPROC entry, std::wstring path);

  HMODULE library_;
  twain::DSMENTRYPROC entry_;
  std::wstring path_;
  HWND window_ = nullptr;
  bool isOpen_ = false;
  bool isDsm2_ = false;
  twain::TW_IDENTITY application_{};
  twain::TW_ENTRYPOINT memory_{};
};

// A handle of the source manager's memory, locked for as long as this lives, then freed.
class LockedMemory {
 public:
  LockedMemory(const SourceManager &manager, twain::TW_HANDLE handle)
      : manager_(manager), handle_(handle), bytes_(handle ? manager.lock(handle) : nullptr) {}
  ~LockedMemory() {
    if (!handle_) return;
    if (bytes_) manager_.unlock(handle_);
    manager_.free(handle_);
  }
  LockedMemory(const LockedMemory &) = delete;
  LockedMemory &operator=(const LockedMemory &) = delete;
  // Null where the handle could not be locked.
  unsigned char *bytes() const { return static_cast<unsigned char *>(bytes_); }

 private:
  const SourceManager &manager_;
  twain::TW_HANDLE handle_;
  void *bytes_;
};

}  // namespace host
