// The way from a source's name to the source manager that knows it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "source-manager.h"

namespace host {

// Opens the source managers of `choice` one after the other until `use` is content; tells the owner of each, best
// first. Throws Fault where none could be opened.
void throughManagers(ManagerChoice choice, HWND window, const std::function<bool(SourceManager &)> &use);

// Runs `work` with the source of that name, after telling the owner of its source manager. Throws Fault.
void withSource(ManagerChoice choice, HWND window, const std::string &name,
                const std::function<void(SourceManager &, const twain::TW_IDENTITY &)> &work);

}  // namespace host
