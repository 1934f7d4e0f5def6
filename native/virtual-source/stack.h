// The paper: files of a folder as sides, in the pixels a scan asks for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "twain-codes.h"

namespace virtual_source {

struct Code {
  int type;
  std::string text;
};

struct Side {
  std::string path;
  // TWPCH_*, -1 for none; from `patch N` of the .txt beside the file.
  int patch = -1;
  // From its lines `code TYPE TEXT`.
  std::vector<Code> codes;
};

// Rows top down, packed to bytes; bitonal 1 is black.
struct Raster {
  std::uint32_t width = 0, height = 0;
  // TWPT_BW, TWPT_GRAY or TWPT_RGB.
  int pixelType = twain::TWPT_RGB;
  std::vector<unsigned char> rows;

  std::uint32_t bitsPerPixel() const;
  std::uint32_t stride() const { return (width * bitsPerPixel() + 7) / 8; }
};

std::vector<Side> sidesInFolder(const std::string &folder);

// Of a P4, P5 or P6 file with 255 as its white; empty where it is none.
Raster readRaster(const std::string &path);
Raster converted(const Raster &raster, int pixelType);
bool isBlank(const Raster &raster);

// A bitmap in memory as native transfer wants it.
std::vector<unsigned char> bitmapOf(const Raster &raster, double dpi);

}  // namespace virtual_source
