// SPDX-License-Identifier: BSD-3-Clause
#include "lib/image/image.hpp"

namespace redoubt::image {

namespace {

// Pointers, not views: the compiler makes one table of them.
const char* c_text(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return "its checks contradict each other";
    case Reason::kEmpty:
      return "the slot is empty";
    case Reason::kBadMagic:
      return "bad magic, this is not an image";
    case Reason::kBadFlags:
      return "its flags ask for what this bootloader does not do";
    case Reason::kHeaderSizeLies:
      return "its header size lies";
    case Reason::kTooShort:
      return "too short to hold a program";
    case Reason::kOversized:
      return "oversized, it does not fit into its slot";
    case Reason::kTruncated:
      return "truncated, it ends before its header says";
    case Reason::kTrailingBytes:
      return "bytes follow the image";
    case Reason::kSizesLie:
      return "its sizes lie, no TLVs where they say";
    case Reason::kTlvSizesLie:
      return "its TLV lengths lie";
    case Reason::kDuplicateTlv:
      return "a TLV occurs twice";
    case Reason::kMisplacedTlv:
      return "a TLV is where it does not belong";
    case Reason::kUnprotectedCounter:
      return "its security counter is not protected by the signature";
    case Reason::kNoCounter:
      return "it has no security counter";
    case Reason::kNoHash:
      return "it has no hash";
    case Reason::kNoPublicKey:
      return "unsigned, it has no public key";
    case Reason::kUnsigned:
      return "unsigned";
    case Reason::kBadPublicKey:
      return "its public key is not one of P-256";
    case Reason::kWrongSlot:
      return "wrong slot, it is made for another address";
    case Reason::kAltered:
      return "altered, its hash does not match";
    case Reason::kWrongKey:
      return "signature is not by the provisioned key";
    case Reason::kTestKey:
      return "signed by a published test key";
    case Reason::kMalformedSignature:
      return "its signature is malformed";
    case Reason::kBadSignature:
      return "signature does not match the image";
    case Reason::kOlderCounter:
      return "older security counter, this would be a rollback";
    case Reason::kBadEntry:
      return "its entry point lies outside of it";
  }
  return "unknown reason";
}

}  // namespace

std::string_view text(Reason reason) { return c_text(reason); }

}  // namespace redoubt::image
