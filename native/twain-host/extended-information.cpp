#include "extended-information.h"

#include <cstddef>
#include <cstring>

#include "containers.h"
#include "text.h"

namespace host {

using namespace twain;

namespace {

constexpr TW_UINT16 wanted[] = {TWEI_PAGESIDE,    TWEI_PAGENUMBER,   TWEI_DOCUMENTNUMBER, TWEI_PAPERCOUNT,
                                TWEI_PATCHCODE,   TWEI_BARCODECOUNT, TWEI_BARCODETYPE,    TWEI_BARCODETEXTLENGTH,
                                TWEI_BARCODETEXT, TWEI_PRINTERTEXT,  TWEI_ENDORSEDTEXT};
constexpr std::size_t wantedCount = sizeof wanted / sizeof wanted[0];
// More than any page carries: a source that tells more is not believed.
constexpr std::size_t mostCodes = 256;

std::string barcodeName(double type) {
  switch (static_cast<int>(type)) {
    case TWBT_3OF9:
      return "Code39";
    case TWBT_2OF5INTERLEAVED:
      return "ITF";
    case TWBT_CODE93:
      return "Code93";
    case TWBT_CODE128:
    case TWBT_UCC128:
      return "Code128";
    case TWBT_CODABAR:
      return "Codabar";
    case TWBT_UPCA:
      return "UPCA";
    case TWBT_UPCE:
      return "UPCE";
    case TWBT_EAN8:
      return "EAN8";
    case TWBT_EAN13:
      return "EAN13";
    case TWBT_PDF417:
      return "PDF417";
    case TWBT_MAXICODE:
      return "MaxiCode";
    case TWBT_QRCODE:
      return "QRCode";
    default:
      return "TWBT " + std::to_string(static_cast<int>(type));
  }
}

std::optional<std::string> patchName(double patch) {
  static const char *const names[] = {"1", "2", "3", "4", "6", "T"};
  static_assert(TWPCH_PATCH1 == 0 && TWPCH_PATCH6 == 4 && TWPCH_PATCHT == 5);
  if (patch < TWPCH_PATCH1 || patch > TWPCH_PATCHT) return std::nullopt;
  return names[static_cast<int>(patch)];
}

// One piece of information as the source gave it. Frees what it refers to.
class Piece {
 public:
  Piece(const SourceManager &manager, const TW_INFO &told) : told_(told) {
    if (told.ReturnCode != TWRC_SUCCESS || told.NumItems == 0) return;
    const std::size_t size = told.ItemType == TWTY_HANDLE ? sizeof(TW_HANDLE) : sizeOfType(told.ItemType);
    if (size == 0) return;
    if (size * told.NumItems <= sizeof told.Item) {
      // `Item` is the value itself, or for TWTY_HANDLE the handle of one text.
      bytes_.assign(reinterpret_cast<const unsigned char *>(&told.Item),
                    reinterpret_cast<const unsigned char *>(&told.Item + 1));
    } else {
      bytes_ = take(manager, reinterpret_cast<TW_HANDLE>(told.Item));
    }
    if (told.ItemType != TWTY_HANDLE) return;
    for (std::size_t index = 0; (index + 1) * sizeof(TW_HANDLE) <= bytes_.size() && index < told.NumItems; index += 1) {
      TW_HANDLE handle = nullptr;
      std::memcpy(&handle, bytes_.data() + index * sizeof handle, sizeof handle);
      texts_.push_back(take(manager, handle));
    }
  }

  std::optional<double> number(std::size_t index = 0) const {
    const std::size_t size = sizeOfType(told_.ItemType);
    if (size == 0 || told_.ItemType > TWTY_FIX32 || !has(index, size)) return std::nullopt;
    std::vector<unsigned char> one(sizeof(TW_ONEVALUE));
    std::memcpy(one.data(), &told_.ItemType, sizeof told_.ItemType);
    std::memcpy(one.data() + offsetof(TW_ONEVALUE, Item), bytes_.data() + index * size, size);
    const std::optional<Capability> value = decodeContainer(0, TWON_ONEVALUE, one.data(), one.size());
    return value && value->current ? std::optional<double>(value->current->number) : std::nullopt;
  }

  // `length`: as told elsewhere; without it the text ends at its 0.
  std::optional<std::string> text(std::size_t index = 0, std::optional<double> length = std::nullopt) const {
    if (index < texts_.size()) return utf8Of(texts_[index].data(), texts_[index].size(), length);
    const std::size_t size = sizeOfType(told_.ItemType);
    if (told_.ItemType < TWTY_STR32 || !has(index, size)) return std::nullopt;
    return utf8Of(bytes_.data() + index * size, size, length);
  }

 private:
  bool has(std::size_t index, std::size_t size) const {
    return index < told_.NumItems && size > 0 && (index + 1) * size <= bytes_.size();
  }

  static std::string utf8Of(const unsigned char *bytes, std::size_t size, std::optional<double> told) {
    std::size_t length = 0;
    while (length < size && bytes[length] && (!told || static_cast<double>(length) < *told)) length += 1;
    return utf8OfCodePage(std::string(reinterpret_cast<const char *>(bytes), length));
  }

  static std::vector<unsigned char> take(const SourceManager &manager, TW_HANDLE handle) {
    const std::size_t length = handle ? GlobalSize(handle) : 0;
    const LockedMemory memory(manager, length > 0 ? handle : nullptr);
    return memory.bytes() ? std::vector<unsigned char>(memory.bytes(), memory.bytes() + length)
                          : std::vector<unsigned char>();
  }

  TW_INFO told_;
  std::vector<unsigned char> bytes_;
  std::vector<std::vector<unsigned char>> texts_;
};

}  // namespace

ExtendedInformation readExtendedInformation(Session &session) {
  ExtendedInformation information;
  std::vector<unsigned char> request(offsetof(TW_EXTIMAGEINFO, Info) + wantedCount * sizeof(TW_INFO));
  auto *const asked = reinterpret_cast<TW_EXTIMAGEINFO *>(request.data());
  asked->NumInfos = wantedCount;
  for (std::size_t index = 0; index < wantedCount; index += 1) {
    asked->Info[index].InfoID = wanted[index];
    // Sources that fill in nothing must not look as if they had.
    asked->Info[index].ReturnCode = TWRC_INFONOTSUPPORTED;
  }
  if (session.call(DG_IMAGE, DAT_EXTIMAGEINFO, MSG_GET, asked) != TWRC_SUCCESS) return information;
  std::vector<Piece> pieces;
  for (std::size_t index = 0; index < wantedCount; index += 1) {
    pieces.emplace_back(session.manager(), asked->Info[index]);
  }
  const std::optional<double> side = pieces[0].number();
  if (side == TWCS_TOP) information.side = "front";
  if (side == TWCS_BOTTOM) information.side = "back";
  information.pageNumber = pieces[1].number();
  information.documentNumber = pieces[2].number();
  information.paperCount = pieces[3].number();
  const std::optional<double> patch = pieces[4].number();
  if (patch) information.patch = patchName(*patch);
  const double codeCount = pieces[5].number().value_or(0);
  for (std::size_t index = 0; static_cast<double>(index) < codeCount && index < mostCodes; index += 1) {
    const std::optional<std::string> text = pieces[8].text(index, pieces[7].number(index));
    if (text) information.codes.push_back({barcodeName(pieces[6].number(index).value_or(-1)), *text});
  }
  information.imprinted = pieces[9].text();
  if (!information.imprinted) information.imprinted = pieces[10].text();
  return information;
}

}  // namespace host
