// What a process can be asked to do. Each tells its frames itself, `done` excepted.
#pragma once

#include <string>

#include "session.h"

namespace host {

// Every source manager of `choice` until one lists a source.
void listSources(ManagerChoice choice, HWND window);

// `source`: its ProductName in UTF-8.
void tellCapabilities(ManagerChoice choice, HWND window, const std::string &source);
void configureSource(ManagerChoice choice, HWND window, const std::string &source);
void scanPages(ManagerChoice choice, HWND window, const std::string &source);

}  // namespace host
