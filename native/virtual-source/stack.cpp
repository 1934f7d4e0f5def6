#include "stack.h"

#include <windows.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

namespace virtual_source {

using namespace twain;

namespace {

constexpr int threshold = 128;
constexpr int nearlyWhite = 250;

void readWords(Side &side) {
  std::ifstream words(side.path.substr(0, side.path.rfind('.')) + ".txt");
  for (std::string line; std::getline(words, line);) {
    std::istringstream parts(line);
    std::string word;
    parts >> word;
    if (word == "patch") parts >> side.patch;
    if (word != "code") continue;
    Code code{};
    parts >> code.type >> std::ws;
    std::getline(parts, code.text);
    side.codes.push_back(code);
  }
}

int gray(const Raster &raster, std::uint32_t column, std::uint32_t row) {
  const unsigned char *const at = raster.rows.data() + static_cast<std::size_t>(row) * raster.stride();
  if (raster.pixelType == TWPT_BW) return at[column / 8] >> (7 - column % 8) & 1 ? 0 : 255;
  if (raster.pixelType == TWPT_GRAY) return at[column];
  return (at[column * 3] * 299 + at[column * 3 + 1] * 587 + at[column * 3 + 2] * 114) / 1000;
}

}  // namespace

std::uint32_t Raster::bitsPerPixel() const { return pixelType == TWPT_BW ? 1 : pixelType == TWPT_GRAY ? 8 : 24; }

std::vector<Side> sidesInFolder(const std::string &folder) {
  std::vector<Side> sides;
  WIN32_FIND_DATAA found;
  const HANDLE search = FindFirstFileA((folder + "\\*.p?m").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) return sides;
  do {
    sides.push_back({folder + "\\" + found.cFileName, -1, {}});
  } while (FindNextFileA(search, &found));
  FindClose(search);
  std::sort(sides.begin(), sides.end(), [](const Side &one, const Side &other) { return one.path < other.path; });
  for (Side &side : sides) readWords(side);
  return sides;
}

Raster readRaster(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  Raster raster;
  std::string magic;
  int white = 255;
  file >> magic >> raster.width >> raster.height;
  if (magic != "P4") file >> white;
  file.get();
  raster.pixelType = magic == "P4" ? TWPT_BW : magic == "P5" ? TWPT_GRAY : TWPT_RGB;
  raster.rows.resize(static_cast<std::size_t>(raster.stride()) * raster.height);
  file.read(reinterpret_cast<char *>(raster.rows.data()), static_cast<std::streamsize>(raster.rows.size()));
  return file ? raster : Raster();
}

Raster converted(const Raster &raster, int pixelType) {
  if (raster.pixelType == pixelType) return raster;
  Raster other{raster.width, raster.height, pixelType, {}};
  other.rows.resize(static_cast<std::size_t>(other.stride()) * other.height);
  for (std::uint32_t row = 0; row < other.height; row += 1) {
    unsigned char *const to = other.rows.data() + static_cast<std::size_t>(row) * other.stride();
    for (std::uint32_t column = 0; column < other.width; column += 1) {
      const int level = gray(raster, column, row);
      if (pixelType == TWPT_BW && level < threshold) to[column / 8] |= static_cast<unsigned char>(0x80 >> column % 8);
      if (pixelType == TWPT_GRAY) to[column] = static_cast<unsigned char>(level);
      if (pixelType == TWPT_RGB) std::memset(to + column * 3, level, 3);
    }
  }
  return other;
}

bool isBlank(const Raster &raster) {
  for (std::uint32_t row = 0; row < raster.height; row += 1) {
    for (std::uint32_t column = 0; column < raster.width; column += 1) {
      if (gray(raster, column, row) < nearlyWhite) return false;
    }
  }
  return true;
}

std::vector<unsigned char> bitmapOf(const Raster &raster, double dpi) {
  BITMAPINFOHEADER header{};
  header.biSize = sizeof header;
  header.biWidth = static_cast<LONG>(raster.width);
  header.biHeight = static_cast<LONG>(raster.height);
  header.biPlanes = 1;
  header.biBitCount = static_cast<WORD>(raster.bitsPerPixel());
  header.biXPelsPerMeter = header.biYPelsPerMeter = static_cast<LONG>(dpi / 0.0254 + 0.5);
  std::vector<RGBQUAD> palette;
  // Of a bitonal bitmap 0 is white here: the palette decides, not a capability.
  if (raster.pixelType == TWPT_BW) palette = {{255, 255, 255, 0}, {0, 0, 0, 0}};
  for (int level = 0; raster.pixelType == TWPT_GRAY && level < 256; level += 1) {
    const auto shade = static_cast<BYTE>(level);
    palette.push_back({shade, shade, shade, 0});
  }
  const std::size_t stride = (raster.stride() + std::size_t{3}) / 4 * 4;
  const std::size_t first = sizeof header + palette.size() * sizeof(RGBQUAD);
  std::vector<unsigned char> bytes(first + stride * raster.height);
  std::memcpy(bytes.data(), &header, sizeof header);
  if (!palette.empty()) std::memcpy(bytes.data() + sizeof header, palette.data(), palette.size() * sizeof(RGBQUAD));
  for (std::uint32_t row = 0; row < raster.height; row += 1) {
    const unsigned char *const from = raster.rows.data() + static_cast<std::size_t>(row) * raster.stride();
    unsigned char *const to = bytes.data() + first + stride * (raster.height - 1 - row);
    std::memcpy(to, from, raster.stride());
    for (std::uint32_t column = 0; raster.pixelType == TWPT_RGB && column < raster.width; column += 1) {
      std::swap(to[column * 3], to[column * 3 + 2]);
    }
  }
  return bytes;
}

}  // namespace virtual_source
