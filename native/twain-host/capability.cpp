#include "capability.h"

#include <cmath>
#include <cstring>

#include "containers.h"

namespace host {

using namespace twain;

namespace {

bool setContainer(Session &session, TW_UINT16 id, TW_UINT16 container, const std::vector<unsigned char> &bytes) {
  const SourceManager &manager = session.manager();
  TW_CAPABILITY capability{id, container, manager.allocate(bytes.size())};
  if (!capability.hContainer) return false;
  void *const locked = manager.lock(capability.hContainer);
  if (locked) std::memcpy(locked, bytes.data(), bytes.size());
  manager.unlock(capability.hContainer);
  const TW_UINT16 returned = locked ? session.call(DG_CONTROL, DAT_CAPABILITY, MSG_SET, &capability) : TWRC_FAILURE;
  manager.free(capability.hContainer);
  return returned == TWRC_SUCCESS || returned == TWRC_CHECKSTATUS;
}

}  // namespace

bool Capability::offers(double wanted) const {
  if (container == TWON_RANGE) {
    const double least = values[0].number;
    const double step = values[2].number;
    if (wanted < least || wanted > values[1].number) return false;
    if (step <= 0) return true;
    const double steps = (wanted - least) / step;
    return std::fabs(steps - std::round(steps)) < 1e-3;
  }
  for (const CapabilityValue &value : values) {
    if (!value.text && value.number == wanted) return true;
  }
  return false;
}

std::optional<Capability> readCapability(Session &session, TW_UINT16 id, TW_UINT16 message) {
  // Some sources leave the kind of container alone where they fail; ours is none of theirs.
  TW_CAPABILITY capability{id, 0xffff, nullptr};
  const TW_UINT16 returned = session.call(DG_CONTROL, DAT_CAPABILITY, message, &capability);
  if (returned != TWRC_SUCCESS && returned != TWRC_CHECKSTATUS) return std::nullopt;
  if (!capability.hContainer) return std::nullopt;
  const std::size_t length = GlobalSize(capability.hContainer);
  const LockedMemory memory(session.manager(), capability.hContainer);
  if (!memory.bytes()) return std::nullopt;
  return decodeContainer(id, capability.ConType, memory.bytes(), length);
}

std::optional<double> currentNumber(Session &session, TW_UINT16 id) {
  std::optional<Capability> read = readCapability(session, id, MSG_GETCURRENT);
  if (!read) read = readCapability(session, id, MSG_GET);
  if (!read || !read->current || read->current->text) return std::nullopt;
  return read->current->number;
}

std::optional<std::string> currentText(Session &session, TW_UINT16 id) {
  const std::optional<Capability> read = readCapability(session, id, MSG_GETCURRENT);
  return read && read->current ? read->current->text : std::nullopt;
}

bool setNumber(Session &session, TW_UINT16 id, TW_UINT16 type, double value) {
  const std::optional<Capability> now = readCapability(session, id, MSG_GETCURRENT);
  const TW_UINT16 ownType = now && now->type <= TWTY_FIX32 ? now->type : type;
  return setContainer(session, id, TWON_ONEVALUE, encodeOneValue(ownType, {value, std::nullopt}));
}

bool setNumbers(Session &session, TW_UINT16 id, TW_UINT16 type, const std::vector<double> &values) {
  const std::optional<Capability> now = readCapability(session, id, MSG_GETCURRENT);
  const TW_UINT16 ownType = now && now->type <= TWTY_FIX32 ? now->type : type;
  return setContainer(session, id, TWON_ARRAY, encodeArray(ownType, values));
}

bool setText(Session &session, TW_UINT16 id, const std::string &value) {
  const std::optional<Capability> now = readCapability(session, id, MSG_GETCURRENT);
  const bool isText = now && now->type >= TWTY_STR32 && now->type <= TWTY_STR255;
  return setContainer(session, id, TWON_ONEVALUE, encodeOneValue(isText ? now->type : TWTY_STR255, {0, value}));
}

std::optional<TW_UINT16> supportOf(Session &session, TW_UINT16 id) {
  TW_CAPABILITY capability{id, TWON_ONEVALUE, nullptr};
  const TW_UINT16 returned = session.call(DG_CONTROL, DAT_CAPABILITY, MSG_QUERYSUPPORT, &capability);
  if (returned != TWRC_SUCCESS || !capability.hContainer) return std::nullopt;
  const std::size_t length = GlobalSize(capability.hContainer);
  const LockedMemory memory(session.manager(), capability.hContainer);
  if (!memory.bytes()) return std::nullopt;
  const std::optional<Capability> read = decodeContainer(id, capability.ConType, memory.bytes(), length);
  if (!read || !read->current) return std::nullopt;
  return static_cast<TW_UINT16>(read->current->number);
}

}  // namespace host
