// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/image.hpp"

namespace redoubt::image {

const char* text(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return "checks disagree";
    case Reason::kEmpty:
      return "no image";
    case Reason::kBadMagic:
      return "not an image, bad magic";
    case Reason::kBadFlags:
      return "unsupported flags";
    case Reason::kHeaderSizeLies:
      return "header size lies";
    case Reason::kTooShort:
      return "too short";
    case Reason::kOversized:
      return "oversized for its slot";
    case Reason::kTruncated:
      return "truncated";
    case Reason::kTrailingBytes:
      return "bytes follow the image";
    case Reason::kSizesLie:
      return "sizes lie: no TLVs where the image should end";
    case Reason::kTlvSizesLie:
      return "TLV lengths lie";
    case Reason::kDuplicateTlv:
      return "a TLV occurs twice";
    case Reason::kMisplacedTlv:
      return "a TLV in the wrong area";
    case Reason::kUnprotectedCounter:
      return "security counter is not signed";
    case Reason::kNoCounter:
      return "no security counter";
    case Reason::kNoHash:
      return "no hash";
    case Reason::kNoPublicKey:
      return "no public key";
    case Reason::kUnsigned:
      return "unsigned";
    case Reason::kBadPublicKey:
      return "public key is not of P-256";
    case Reason::kWrongSlot:
      return "wrong slot";
    case Reason::kAltered:
      return "altered: hash does not match";
    case Reason::kWrongKey:
      return "signature is not by the provisioned key";
    case Reason::kTestKey:
      return "signed by a published test key";
    case Reason::kMalformedSignature:
      return "malformed signature";
    case Reason::kBadSignature:
      return "signature does not match";
    case Reason::kOlderCounter:
      return "older security counter: rollback";
    case Reason::kBadEntry:
      return "entry point lies outside";
  }
  return "";
}

}  // namespace redoubt::image
