#include <cstring>

#include "capability.h"
#include "commands.h"
#include "transfer.h"

namespace host {

using namespace twain;

namespace {

// A device-independent bitmap in memory: header, palette, rows padded to four bytes, usually bottom up.
struct Bitmap {
  BITMAPINFOHEADER header{};
  const RGBQUAD *palette = nullptr;
  std::size_t colours = 0;
  const unsigned char *pixels = nullptr;
  std::size_t stride = 0;
  std::uint32_t width = 0, height = 0;
  bool isTopDown = false;

  const unsigned char *row(std::uint32_t fromTop) const {
    return pixels + stride * (isTopDown ? fromTop : height - 1 - fromTop);
  }
};

constexpr LONG mostPixels = 1'000'000;
constexpr double inchesPerMetre = 39.3700787;

std::optional<Bitmap> parseBitmap(const unsigned char *bytes, std::size_t length) {
  Bitmap bitmap;
  if (length < sizeof bitmap.header) return std::nullopt;
  std::memcpy(&bitmap.header, bytes, sizeof bitmap.header);
  const BITMAPINFOHEADER &header = bitmap.header;
  const bool isKnown = header.biBitCount == 1 || header.biBitCount == 8 || header.biBitCount == 24;
  if (!isKnown || header.biCompression != BI_RGB || header.biSize < sizeof header || header.biSize > length) {
    return std::nullopt;
  }
  if (header.biWidth <= 0 || header.biWidth > mostPixels || header.biHeight == 0 || header.biHeight > mostPixels ||
      header.biHeight < -mostPixels) {
    return std::nullopt;
  }
  bitmap.width = static_cast<std::uint32_t>(header.biWidth);
  bitmap.isTopDown = header.biHeight < 0;
  bitmap.height = static_cast<std::uint32_t>(bitmap.isTopDown ? -header.biHeight : header.biHeight);
  const std::size_t most = header.biBitCount <= 8 ? std::size_t{1} << header.biBitCount : 0;
  bitmap.colours = header.biClrUsed != 0 ? header.biClrUsed : most;
  if (bitmap.colours > 256) return std::nullopt;
  bitmap.palette = reinterpret_cast<const RGBQUAD *>(bytes + header.biSize);
  bitmap.pixels = bytes + header.biSize + bitmap.colours * sizeof(RGBQUAD);
  bitmap.stride = (packedStride(bitmap.width, header.biBitCount) + std::size_t{3}) / 4 * 4;
  const std::size_t before = header.biSize + bitmap.colours * sizeof(RGBQUAD);
  if (length < before || (length - before) / bitmap.stride < bitmap.height) return std::nullopt;
  return bitmap;
}

bool isGray(const RGBQUAD &colour) { return colour.rgbRed == colour.rgbGreen && colour.rgbGreen == colour.rgbBlue; }

bool isGrayRamp(const Bitmap &bitmap) {
  for (std::size_t index = 0; index < bitmap.colours; index += 1) {
    if (!isGray(bitmap.palette[index]) || bitmap.palette[index].rgbRed != index) return false;
  }
  return true;
}

int brightness(const RGBQUAD &colour) { return colour.rgbRed + colour.rgbGreen + colour.rgbBlue; }

void convertRow(const Bitmap &bitmap, const unsigned char *from, unsigned char *to, int channels) {
  if (bitmap.header.biBitCount == 24) {
    for (std::uint32_t column = 0; column < bitmap.width; column += 1) {
      to[column * 3] = from[column * 3 + 2];
      to[column * 3 + 1] = from[column * 3 + 1];
      to[column * 3 + 2] = from[column * 3];
    }
    return;
  }
  if (channels == 1) {
    std::memcpy(to, from, packedStride(bitmap.width, bitmap.header.biBitCount));
    return;
  }
  for (std::uint32_t column = 0; column < bitmap.width; column += 1) {
    const RGBQUAD colour = from[column] < bitmap.colours ? bitmap.palette[from[column]] : RGBQUAD{};
    to[column * 3] = colour.rgbRed;
    to[column * 3 + 1] = colour.rgbGreen;
    to[column * 3 + 2] = colour.rgbBlue;
  }
}

PageImage pageOf(const Bitmap &bitmap, const TW_IMAGEINFO &told) {
  const int bitCount = bitmap.header.biBitCount;
  PageImage page;
  page.width = bitmap.width;
  page.height = bitmap.height;
  page.bits = bitCount == 1 ? 1 : 8;
  page.channels = bitCount == 24 || (bitCount == 8 && !isGrayRamp(bitmap)) ? 3 : 1;
  if (bitCount == 1 && bitmap.colours >= 2) {
    page.isBlackZero = brightness(bitmap.palette[0]) < brightness(bitmap.palette[1]);
  }
  page.dpiX = numberOf(told.XResolution);
  page.dpiY = numberOf(told.YResolution);
  if (page.dpiX <= 0) page.dpiX = static_cast<double>(bitmap.header.biXPelsPerMeter) / inchesPerMetre;
  if (page.dpiY <= 0) page.dpiY = static_cast<double>(bitmap.header.biYPelsPerMeter) / inchesPerMetre;
  page.stride = packedStride(page.width, page.bits * page.channels);
  page.rows.resize(static_cast<std::size_t>(page.height) * page.stride);
  for (std::uint32_t row = 0; row < page.height; row += 1) {
    convertRow(bitmap, bitmap.row(row), page.rows.data() + static_cast<std::size_t>(row) * page.stride, page.channels);
  }
  return page;
}

}  // namespace

PageImage transferNative(Session &session, const TW_IMAGEINFO &told) {
  TW_HANDLE handle = nullptr;
  session.beginTransfer();
  const TW_UINT16 returned = session.call(DG_IMAGE, DAT_IMAGENATIVEXFER, MSG_GET, &handle);
  if (returned == TWRC_CANCEL) throw Cancelled{};
  if (returned != TWRC_XFERDONE) throw session.faultOf(returned, DG_IMAGE, DAT_IMAGENATIVEXFER, MSG_GET);
  const std::size_t length = handle ? GlobalSize(handle) : 0;
  const LockedMemory memory(session.manager(), handle);
  const std::optional<Bitmap> bitmap = memory.bytes() ? parseBitmap(memory.bytes(), length) : std::nullopt;
  if (!bitmap) {
    throw session.ownFault("unsupportedTransfer", "not a bitmap of 1, 8 or 24 bits", DG_IMAGE, DAT_IMAGENATIVEXFER,
                           MSG_GET);
  }
  return pageOf(*bitmap, told);
}

PageImage transferPage(Session &session, Transfer transfer, bool isBlackZero) {
  TW_IMAGEINFO told{};
  session.expect(DG_IMAGE, DAT_IMAGEINFO, MSG_GET, &told);
  PageImage page =
      transfer == Transfer::native ? transferNative(session, told) : transferMemory(session, told, isBlackZero);
  // Asked for in the meantime: a page that is told after a cancel would be one too many.
  if (isCancelled()) throw Cancelled{};
  return page;
}

}  // namespace host
