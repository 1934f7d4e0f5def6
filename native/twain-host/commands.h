// What the owner writes to standard input: settings until `go`, then perhaps `cancel`.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace host {

using Settings = std::vector<std::pair<std::string, std::string>>;

// Reads on a thread of its own, for as long as the process lives.
void startReadingCommands();

// The settings in the order they came, values decoded to UTF-8; waits for `go`. Empty where a cancel came first.
Settings waitForGo();

// True once the owner wrote `cancel`, closed standard input, or is gone.
bool isCancelled();
void askToCancel();

}  // namespace host
