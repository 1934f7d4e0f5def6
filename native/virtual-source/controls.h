// How a test tells the virtual source what to be: `VDS_` settings from a file of lines `VDS_NAME=value` that VDS_SETTINGS
// names, else from the environment.
//
//   VDS_DIR      folder of PBM, PGM and PPM files, fed in the order of their names; beside each perhaps a .txt
//   VDS_FAULT    jam@N doublefeed@N cover@N crash@N hang@N truncate@N cancel@N: at image N, from 0
//                empty offline taken busy silent compressed planar
//   VDS_PACE     milliseconds before each image;  VDS_STRIP_PACE before each strip of one
//   VDS_ROWS     rows of a strip;                 VDS_LENGTH=unknown: the height is not told beforehand
//   VDS_LACKS    capabilities it does not have, in hexadecimal, with commas
//   VDS_DPI      resolutions it has, with commas; VDS_FLAVOR=vanilla: bitonal 0 is white
//   VDS_DIALOG   save close scan (has no dialog of its own settings, and Scan was pressed in the other) wait
//   VDS_LOG      file to append to: what it was asked
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace virtual_source {

std::optional<std::string> control(const char *name);
int controlNumber(const char *name, int otherwise);
std::vector<std::string> controlList(const char *name);

// Whether VDS_FAULT is `kind`, or `kind@N` with this `image`.
bool hasFault(const char *kind);
bool hasFaultAt(const char *kind, int image);

void writeLog(const std::string &line);

}  // namespace virtual_source
