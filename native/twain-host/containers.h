// The bytes of capability containers: decoding what a source hands over, encoding one value.
#pragma once

#include <optional>

#include "capability.h"

namespace host {

// Bytes of one value; 0 for a type that is not known.
std::size_t sizeOfType(twain::TW_UINT16 type);

// `bytes` has `length` bytes. Nothing where the container or its type is not known, or the bytes end before it does.
std::optional<Capability> decodeContainer(twain::TW_UINT16 id, twain::TW_UINT16 container, const unsigned char *bytes,
                                          std::size_t length);

// A TW_ONEVALUE with as many bytes as its type takes.
std::vector<unsigned char> encodeOneValue(twain::TW_UINT16 type, const CapabilityValue &value);

// A TW_ARRAY of numbers.
std::vector<unsigned char> encodeArray(twain::TW_UINT16 type, const std::vector<double> &values);

}  // namespace host
