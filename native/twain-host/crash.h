// Containment of a source that crashes: no dialog of the system, a last frame, a known exit status.
#pragma once

namespace host {

constexpr unsigned exitCrash = 70;

// To be called again after a source was loaded: some put a filter of their own in its place.
void containCrashes();

}  // namespace host
