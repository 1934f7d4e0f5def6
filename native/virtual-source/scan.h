// A stack going through the virtual source: image after image, with the troubles a test asked for.
#pragma once

#include "features.h"
#include "stack.h"

namespace virtual_source {

// What a call answers: a return code, and a condition code where it failed.
struct Answer {
  twain::TW_UINT16 returnCode = twain::TWRC_SUCCESS;
  twain::TW_UINT16 conditionCode = twain::TWCC_SUCCESS;
};
inline Answer failed(twain::TW_UINT16 conditionCode) { return {twain::TWRC_FAILURE, conditionCode}; }

class Scan {
 public:
  // Takes the stack in; some sides may be left out as blank. `features` is to outlive this.
  explicit Scan(Features &features);

  // Images still to come, the one on its way included.
  int pendingCount() const { return static_cast<int>(sides_.size()) - at_; }
  Answer imageInfo(twain::TW_IMAGEINFO &told);
  Answer memoryTransfer(twain::TW_IMAGEMEMXFER &piece);
  Answer nativeTransfer(twain::TW_HANDLE &handle);
  Answer extendedInformation(twain::TW_EXTIMAGEINFO &asked);
  void endImage();

 private:
  Answer begin();
  Answer trouble() const;
  const Raster &raster();

  Features &features_;
  std::vector<Side> sides_;
  // Positions in the folder, by which faults and page numbers are counted.
  std::vector<int> numbers_;
  int at_ = 0;
  bool isBegun_ = false;
  bool isLoaded_ = false;
  std::uint32_t row_ = 0;
  Raster raster_;
};

// Whether paper lies in the feeder.
bool hasPaper();

}  // namespace virtual_source
