#include <algorithm>
#include <cstring>

#include "capability.h"
#include "commands.h"
#include "transfer.h"

namespace host {

using namespace twain;

namespace {

constexpr TW_UINT32 strip = 256 * 1024;
constexpr TW_UINT32 dontCare = 0xffffffff;
// Longer than any feeder draws in: a source that tells such sizes is broken, and must not take all memory.
constexpr std::uint32_t mostPixels = 1'000'000;

Fault badTransfer(Session &session, const char *reason, const std::string &detail) {
  return session.ownFault(reason, detail, DG_IMAGE, DAT_IMAGEMEMXFER, MSG_GET);
}

PageImage layoutOf(Session &session, const TW_IMAGEINFO &told, bool isBlackZero) {
  const auto refuse = [&session](const std::string &detail) {
    return session.ownFault("unsupportedTransfer", detail, DG_IMAGE, DAT_IMAGEINFO, MSG_GET);
  };
  PageImage page;
  page.channels = told.SamplesPerPixel;
  page.bits = page.channels > 0 ? told.BitsPerPixel / page.channels : 0;
  page.isBlackZero = isBlackZero;
  page.dpiX = numberOf(told.XResolution);
  page.dpiY = numberOf(told.YResolution);
  if (told.Compression != TWCP_NONE) throw refuse("compression " + std::to_string(told.Compression));
  if (told.Planar && page.channels > 1) throw refuse("planar colour");
  const bool isKnown = (told.PixelType == TWPT_BW && page.channels == 1 && page.bits == 1) ||
                       (told.PixelType == TWPT_GRAY && page.channels == 1 && (page.bits == 8 || page.bits == 16)) ||
                       (told.PixelType == TWPT_RGB && page.channels == 3 && (page.bits == 8 || page.bits == 16));
  if (!isKnown) {
    throw refuse("pixel type " + std::to_string(told.PixelType) + ", " + std::to_string(told.SamplesPerPixel) +
                 " samples, " + std::to_string(told.BitsPerPixel) + " bits a pixel");
  }
  if (told.ImageWidth > static_cast<TW_INT32>(mostPixels) || told.ImageLength > static_cast<TW_INT32>(mostPixels)) {
    throw refuse(std::to_string(told.ImageWidth) + " x " + std::to_string(told.ImageLength) + " pixels");
  }
  return page;
}

// The buffer as large as the source likes it best.
TW_UINT32 bufferSize(Session &session) {
  TW_SETUPMEMXFER sizes{};
  session.expect(DG_CONTROL, DAT_SETUPMEMXFER, MSG_GET, &sizes);
  const bool hasPreference = sizes.Preferred != 0 && sizes.Preferred != dontCare;
  TW_UINT32 size = hasPreference ? sizes.Preferred : strip;
  if (sizes.MaxBufSize != 0 && sizes.MaxBufSize != dontCare) size = std::min(size, sizes.MaxBufSize);
  if (sizes.MinBufSize != dontCare) size = std::max(size, sizes.MinBufSize);
  return size;
}

void place(Session &session, PageImage &page, const TW_IMAGEMEMXFER &piece, const unsigned char *bytes,
           std::uint32_t &rowCount) {
  const int pixelBits = page.bits * page.channels;
  if (page.width == 0) {
    // The source told no width: that of the first strip.
    page.width = piece.Columns;
    page.stride = packedStride(page.width, pixelBits);
  }
  if (piece.XOffset >= page.width || piece.XOffset * static_cast<std::uint64_t>(pixelBits) % 8 != 0) {
    throw badTransfer(session, "badTransfer", "column " + std::to_string(piece.XOffset));
  }
  const std::uint32_t columns = std::min(piece.Columns, page.width - piece.XOffset);
  const std::uint32_t rowBytes = packedStride(columns, pixelBits);
  // A strip over the whole width follows the one before: some sources leave YOffset at 0.
  const bool isTile = piece.XOffset > 0 || columns < page.width;
  const std::uint32_t firstRow = isTile ? piece.YOffset : rowCount;
  const std::uint64_t endRow = static_cast<std::uint64_t>(firstRow) + piece.Rows;
  const std::uint64_t needed = static_cast<std::uint64_t>(piece.Rows - 1) * piece.BytesPerRow + rowBytes;
  if (piece.BytesPerRow < rowBytes || needed > piece.BytesWritten || endRow > mostPixels) {
    throw badTransfer(session, "badTransfer",
                      std::to_string(piece.Rows) + " rows of " + std::to_string(piece.BytesPerRow) + " bytes in " +
                          std::to_string(piece.BytesWritten));
  }
  const std::size_t end = static_cast<std::size_t>(endRow) * page.stride;
  if (page.rows.size() < end) page.rows.resize(end);
  unsigned char *row = page.rows.data() + static_cast<std::size_t>(firstRow) * page.stride +
                       static_cast<std::size_t>(piece.XOffset) * static_cast<unsigned>(pixelBits) / 8;
  if (!isTile && piece.BytesPerRow == page.stride) {
    std::memcpy(row, bytes, static_cast<std::size_t>(piece.Rows) * page.stride);
  } else {
    for (TW_UINT32 index = 0; index < piece.Rows; index += 1) {
      std::memcpy(row + static_cast<std::size_t>(index) * page.stride,
                  bytes + static_cast<std::size_t>(index) * piece.BytesPerRow, rowBytes);
    }
  }
  rowCount = std::max(rowCount, static_cast<std::uint32_t>(endRow));
}

// Fewer rows than were told before are the whole sheet only where the source now tells that number.
bool isWhole(Session &session, const TW_IMAGEINFO &told, std::uint32_t rowCount) {
  if (rowCount == 0) return false;
  if (told.ImageLength <= 0 || rowCount >= static_cast<std::uint32_t>(told.ImageLength)) return true;
  TW_IMAGEINFO now{};
  return session.call(DG_IMAGE, DAT_IMAGEINFO, MSG_GET, &now) == TWRC_SUCCESS &&
         now.ImageLength == static_cast<TW_INT32>(rowCount);
}

}  // namespace

PageImage transferMemory(Session &session, const TW_IMAGEINFO &told, bool isBlackZero) {
  PageImage page = layoutOf(session, told, isBlackZero);
  page.width = told.ImageWidth > 0 ? static_cast<std::uint32_t>(told.ImageWidth) : 0;
  page.stride = packedStride(page.width, page.bits * page.channels);
  if (told.ImageLength > 0) page.rows.resize(static_cast<std::size_t>(told.ImageLength) * page.stride);
  std::vector<unsigned char> buffer(bufferSize(session));
  std::uint32_t rowCount = 0;
  session.beginTransfer();
  for (;;) {
    if (isCancelled()) throw Cancelled{};
    TW_IMAGEMEMXFER piece{};
    piece.Memory = {static_cast<TW_UINT32>(TWMF_APPOWNS | TWMF_POINTER), static_cast<TW_UINT32>(buffer.size()),
                    buffer.data()};
    const TW_UINT16 returned = session.call(DG_IMAGE, DAT_IMAGEMEMXFER, MSG_GET, &piece);
    if (returned == TWRC_CANCEL) throw Cancelled{};
    if (returned != TWRC_SUCCESS && returned != TWRC_XFERDONE) {
      throw session.faultOf(returned, DG_IMAGE, DAT_IMAGEMEMXFER, MSG_GET);
    }
    if (piece.BytesWritten > buffer.size()) {
      throw badTransfer(session, "badTransfer", std::to_string(piece.BytesWritten) + " bytes in a smaller buffer");
    }
    if (piece.Rows > 0 && piece.Columns > 0) place(session, page, piece, buffer.data(), rowCount);
    if (returned == TWRC_XFERDONE) break;
  }
  if (!isWhole(session, told, rowCount)) {
    throw badTransfer(session, "truncatedPage",
                      std::to_string(rowCount) + " of " + std::to_string(told.ImageLength) + " rows");
  }
  page.height = rowCount;
  page.rows.resize(static_cast<std::size_t>(rowCount) * page.stride);
  return page;
}

}  // namespace host
