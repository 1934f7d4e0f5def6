// DAT_EXTIMAGEINFO: what the virtual source knows of an image beyond its pixels.
#include <cstring>

#include "memory.h"
#include "scan.h"

namespace virtual_source {

using namespace twain;

namespace {

void giveNumber(TW_INFO &piece, TW_UINT16 type, TW_UINTPTR value) {
  piece.ItemType = type;
  piece.NumItems = 1;
  piece.ReturnCode = TWRC_SUCCESS;
  piece.Item = value;
}

void giveBytes(TW_INFO &piece, TW_UINT16 type, std::size_t count, const std::vector<unsigned char> &bytes) {
  piece.ItemType = type;
  piece.NumItems = static_cast<TW_UINT16>(count);
  piece.ReturnCode = count > 0 ? TWRC_SUCCESS : TWRC_DATANOTAVAILABLE;
  piece.Item = 0;
  if (bytes.size() <= sizeof piece.Item) {
    std::memcpy(&piece.Item, bytes.data(), bytes.size());
  } else {
    piece.Item = reinterpret_cast<TW_UINTPTR>(handleOf(bytes));
  }
}

std::vector<unsigned char> bytesOfNumbers(const std::vector<TW_UINT32> &numbers) {
  std::vector<unsigned char> bytes(numbers.size() * sizeof(TW_UINT32));
  if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

std::vector<unsigned char> bytesOfTexts(const std::vector<std::string> &texts) {
  std::vector<unsigned char> bytes(texts.size() * sizeof(TW_STR255));
  for (std::size_t index = 0; index < texts.size(); index += 1) {
    std::memcpy(bytes.data() + index * sizeof(TW_STR255), texts[index].data(),
                texts[index].size() < sizeof(TW_STR255) ? texts[index].size() : sizeof(TW_STR255) - 1);
  }
  return bytes;
}

}  // namespace

Answer Scan::extendedInformation(TW_EXTIMAGEINFO &asked) {
  if (features_.number(ICAP_EXTIMAGEINFO) == 0) return failed(TWCC_CAPSEQERROR);
  if (!isBegun_) return failed(TWCC_SEQERROR);
  const Side &side = sides_[static_cast<std::size_t>(at_)];
  const auto number = static_cast<TW_UINTPTR>(numbers_[static_cast<std::size_t>(at_)]);
  const bool isDuplex = features_.number(CAP_DUPLEXENABLED) != 0;
  const bool isBack = isDuplex && number % 2 == 1;
  std::vector<TW_UINT32> types, lengths;
  std::vector<std::string> texts;
  for (const Code &code : side.codes) {
    if (features_.number(ICAP_BARCODEDETECTIONENABLED) == 0) break;
    types.push_back(static_cast<TW_UINT32>(code.type));
    lengths.push_back(static_cast<TW_UINT32>(code.text.size()));
    texts.push_back(code.text);
  }
  for (TW_UINT32 index = 0; index < asked.NumInfos; index += 1) {
    TW_INFO &piece = asked.Info[index];
    piece.ReturnCode = TWRC_INFONOTSUPPORTED;
    piece.NumItems = 0;
    switch (piece.InfoID) {
      case TWEI_PAGESIDE:
        giveNumber(piece, TWTY_UINT16, isBack ? TWCS_BOTTOM : TWCS_TOP);
        break;
      case TWEI_PAGENUMBER:
        giveNumber(piece, TWTY_UINT32, number + 1);
        break;
      case TWEI_DOCUMENTNUMBER:
        giveNumber(piece, TWTY_UINT32, 1);
        break;
      case TWEI_PAPERCOUNT:
        giveNumber(piece, TWTY_UINT32, (isDuplex ? number / 2 : number) + 1);
        break;
      case TWEI_PATCHCODE:
        if (side.patch >= 0 && features_.number(ICAP_PATCHCODEDETECTIONENABLED) != 0) {
          giveNumber(piece, TWTY_UINT32, static_cast<TW_UINTPTR>(side.patch));
        }
        break;
      case TWEI_BARCODECOUNT:
        giveNumber(piece, TWTY_UINT32, texts.size());
        break;
      case TWEI_BARCODETYPE:
        giveBytes(piece, TWTY_UINT32, types.size(), bytesOfNumbers(types));
        break;
      case TWEI_BARCODETEXTLENGTH:
        giveBytes(piece, TWTY_UINT32, lengths.size(), bytesOfNumbers(lengths));
        break;
      case TWEI_BARCODETEXT:
        giveBytes(piece, TWTY_STR255, texts.size(), bytesOfTexts(texts));
        break;
      case TWEI_PRINTERTEXT:
        if (features_.number(CAP_PRINTERENABLED) != 0) {
          giveBytes(piece, TWTY_STR255, 1, bytesOfTexts({features_.text(CAP_PRINTERSTRING)}));
        }
        break;
      default:
        break;
    }
  }
  return {};
}

}  // namespace virtual_source
