#include "scan.h"

#include <windows.h>

#include <algorithm>
#include <cstring>

#include "controls.h"
#include "memory.h"

namespace virtual_source {

using namespace twain;

namespace {

TW_FIX32 fixedOf(double number) {
  const auto scaled = static_cast<std::int32_t>(number * 65536);
  return {static_cast<TW_INT16>(scaled >> 16), static_cast<TW_UINT16>(scaled & 0xffff)};
}

[[noreturn]] void hang() {
  writeLog("HANG");
  for (;;) Sleep(INFINITE);
}

void crash() {
  writeLog("CRASH");
  volatile int *const nowhere = nullptr;
  *nowhere = 1;
}

}  // namespace

bool hasPaper() { return !hasFault("empty") && !sidesInFolder(control("VDS_DIR").value_or("")).empty(); }

Scan::Scan(Features &features) : features_(features) {
  const std::vector<Side> all = sidesInFolder(control("VDS_DIR").value_or(""));
  const bool isGlass = features.number(CAP_FEEDERENABLED) == 0;
  const bool skipsBlanks = features.number(ICAP_AUTODISCARDBLANKPAGES) == TWBP_AUTO;
  for (std::size_t index = 0; index < all.size() && !(isGlass && index > 0); index += 1) {
    if (skipsBlanks && isBlank(readRaster(all[index].path))) continue;
    sides_.push_back(all[index]);
    numbers_.push_back(static_cast<int>(index));
  }
}

const Raster &Scan::raster() {
  if (isLoaded_) return raster_;
  const Raster read = readRaster(sides_[static_cast<std::size_t>(at_)].path);
  const bool isAuto = features_.number(ICAP_AUTOMATICCOLORENABLED) != 0;
  raster_ = isAuto ? read : converted(read, static_cast<int>(features_.number(ICAP_PIXELTYPE)));
  isLoaded_ = true;
  return raster_;
}

Answer Scan::imageInfo(TW_IMAGEINFO &told) {
  if (pendingCount() == 0) return failed(TWCC_SEQERROR);
  const Raster &now = raster();
  const int samples = now.pixelType == TWPT_RGB ? 3 : 1;
  told = {};
  told.XResolution = fixedOf(features_.number(ICAP_XRESOLUTION));
  told.YResolution = fixedOf(features_.number(ICAP_YRESOLUTION));
  told.ImageWidth = static_cast<TW_INT32>(now.width);
  told.ImageLength = control("VDS_LENGTH") == "unknown" ? -1 : static_cast<TW_INT32>(now.height);
  told.SamplesPerPixel = static_cast<TW_INT16>(samples);
  told.BitsPerPixel = static_cast<TW_INT16>(now.bitsPerPixel());
  for (int sample = 0; sample < samples; sample += 1) {
    told.BitsPerSample[sample] = static_cast<TW_INT16>(now.bitsPerPixel() / static_cast<unsigned>(samples));
  }
  told.PixelType = static_cast<TW_INT16>(now.pixelType);
  told.Planar = hasFault("planar");
  // JPEG, as the specification numbers it.
  told.Compression = hasFault("compressed") ? 6 : TWCP_NONE;
  return {};
}

Answer Scan::trouble() const {
  const int image = numbers_[static_cast<std::size_t>(at_)];
  if (hasFaultAt("jam", image)) return failed(TWCC_PAPERJAM);
  if (hasFaultAt("cover", image)) return failed(TWCC_INTERLOCK);
  if (hasFaultAt("cancel", image)) return {TWRC_CANCEL, TWCC_SUCCESS};
  const bool isWatched = features_.isAmong(CAP_DOUBLEFEEDDETECTION, TWDF_ULTRASONIC) &&
                         features_.isAmong(CAP_DOUBLEFEEDDETECTIONRESPONSE, TWDP_STOP);
  if (hasFaultAt("doublefeed", image) && isWatched) return failed(TWCC_PAPERDOUBLEFEED);
  return {};
}

Answer Scan::begin() {
  if (pendingCount() == 0) return failed(TWCC_SEQERROR);
  if (isBegun_) return {};
  Sleep(static_cast<DWORD>(controlNumber("VDS_PACE", 0)));
  const Answer answer = trouble();
  if (answer.returnCode != TWRC_SUCCESS) return answer;
  isBegun_ = true;
  writeLog("IMAGE " + std::to_string(numbers_[static_cast<std::size_t>(at_)]));
  return {};
}

Answer Scan::memoryTransfer(TW_IMAGEMEMXFER &piece) {
  const Answer answer = begin();
  if (answer.returnCode != TWRC_SUCCESS) return answer;
  const int image = numbers_[static_cast<std::size_t>(at_)];
  const Raster &now = raster();
  Sleep(static_cast<DWORD>(controlNumber("VDS_STRIP_PACE", 0)));
  // In mid-image: the first strip is out already.
  if (row_ > 0 && hasFaultAt("crash", image)) crash();
  if (row_ > 0 && hasFaultAt("hang", image)) hang();
  const bool isCutShort = row_ > 0 && hasFaultAt("truncate", image);
  // Rows as the source of a real device has them: padded to four bytes.
  const std::uint32_t stride = (now.stride() + 3) / 4 * 4;
  const std::uint32_t fitting = piece.Memory.Length / stride;
  const auto wished = static_cast<std::uint32_t>(controlNumber("VDS_ROWS", 16));
  const std::uint32_t rows = std::min({fitting, wished, now.height - row_});
  if (fitting == 0) return failed(TWCC_BADVALUE);
  auto *const memory = static_cast<unsigned char *>(piece.Memory.TheMem);
  const bool isInverted = now.pixelType == TWPT_BW && features_.number(ICAP_PIXELFLAVOR) == TWPF_CHOCOLATE;
  for (std::uint32_t row = 0; row < rows; row += 1) {
    unsigned char *const to = memory + static_cast<std::size_t>(row) * stride;
    std::memset(to, 0, stride);
    std::memcpy(to, now.rows.data() + static_cast<std::size_t>(row_ + row) * now.stride(), now.stride());
    for (std::uint32_t at = 0; isInverted && at < now.stride(); at += 1) to[at] = static_cast<unsigned char>(~to[at]);
  }
  piece.Compression = TWCP_NONE;
  piece.BytesPerRow = stride;
  piece.Columns = now.width;
  piece.Rows = rows;
  piece.XOffset = 0;
  piece.YOffset = row_;
  piece.BytesWritten = rows * stride;
  row_ += rows;
  return {row_ == now.height || isCutShort ? TWRC_XFERDONE : TWRC_SUCCESS, TWCC_SUCCESS};
}

Answer Scan::nativeTransfer(TW_HANDLE &handle) {
  const Answer answer = begin();
  if (answer.returnCode != TWRC_SUCCESS) return answer;
  const int image = numbers_[static_cast<std::size_t>(at_)];
  if (hasFaultAt("crash", image)) crash();
  if (hasFaultAt("hang", image)) hang();
  std::vector<unsigned char> bitmap = bitmapOf(raster(), features_.number(ICAP_XRESOLUTION));
  if (hasFaultAt("truncate", image)) bitmap.resize(bitmap.size() / 2);
  handle = handleOf(bitmap);
  return {TWRC_XFERDONE, TWCC_SUCCESS};
}

void Scan::endImage() {
  if (pendingCount() > 0) at_ += 1;
  isBegun_ = false;
  isLoaded_ = false;
  row_ = 0;
  const int perSheet = features_.number(CAP_DUPLEXENABLED) != 0 ? 2 : 1;
  const int fed = at_ == 0 ? 0 : numbers_[static_cast<std::size_t>(at_ - 1)] + 1;
  features_.put(CAP_SHEETCOUNT, (fed + perSheet - 1) / perSheet);
  features_.put(CAP_FEEDERLOADED, pendingCount() > 0);
}

}  // namespace virtual_source
