// Frames to the owner on standard output. Any thread may write; a frame is never mixed with another.
#pragma once

#include <cstddef>
#include <string>

#include "json.h"

namespace host {

// To be called once, before the first frame: takes standard output for frames alone.
void openFrames();

// u32 length of the JSON, u32 length of the bytes, little endian; the JSON; the bytes.
void writeFrame(const JsonObject &json, const void *bytes = nullptr, std::size_t length = 0);

// For the crash filter: waits only a moment for another thread's frame, since that thread may never come back.
void writeLastFrame(const JsonObject &json);

// Whether nobody reads the frames any more.
bool isOwnerGone();

}  // namespace host
