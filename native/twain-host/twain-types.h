// TWAIN structures, declared by us from the TWAIN 2.x specification: packed on two bytes, numbers little endian.
// test/native/twain-constants.test.ts compares every one with an independent header, for both widths.
#pragma once

#include <windows.h>

#include <cstdint>

#pragma pack(push, 2)
namespace twain {

using TW_INT8 = std::int8_t;
using TW_INT16 = std::int16_t;
using TW_INT32 = std::int32_t;
using TW_UINT8 = std::uint8_t;
using TW_UINT16 = std::uint16_t;
using TW_UINT32 = std::uint32_t;
using TW_UINTPTR = std::uintptr_t;
using TW_BOOL = std::uint16_t;
using TW_HANDLE = HANDLE;
using TW_MEMREF = void *;

// Text is in the system's code page and ends with 0; the sizes have room for a length byte and the 0.
using TW_STR32 = char[34];
using TW_STR64 = char[66];
using TW_STR128 = char[130];
using TW_STR255 = char[256];

struct TW_FIX32 {
  TW_INT16 Whole;
  TW_UINT16 Frac;
};

struct TW_FRAME {
  TW_FIX32 Left, Top, Right, Bottom;
};

struct TW_VERSION {
  TW_UINT16 MajorNum, MinorNum, Language, Country;
  TW_STR32 Info;
};

struct TW_IDENTITY {
  TW_UINT32 Id;
  TW_VERSION Version;
  TW_UINT16 ProtocolMajor, ProtocolMinor;
  TW_UINT32 SupportedGroups;
  TW_STR32 Manufacturer, ProductFamily, ProductName;
};

struct TW_CAPABILITY {
  TW_UINT16 Cap, ConType;
  TW_HANDLE hContainer;
};

// Values longer than four bytes follow in place of `Item`, in a container that is as much larger.
struct TW_ONEVALUE {
  TW_UINT16 ItemType;
  TW_UINT32 Item;
};

struct TW_ARRAY {
  TW_UINT16 ItemType;
  TW_UINT32 NumItems;
  TW_UINT8 ItemList[1];
};

struct TW_ENUMERATION {
  TW_UINT16 ItemType;
  TW_UINT32 NumItems, CurrentIndex, DefaultIndex;
  TW_UINT8 ItemList[1];
};

struct TW_RANGE {
  TW_UINT16 ItemType;
  TW_UINT32 MinValue, MaxValue, StepSize, DefaultValue, CurrentValue;
};

struct TW_STATUS {
  TW_UINT16 ConditionCode, Reserved;
};

struct TW_USERINTERFACE {
  TW_BOOL ShowUI, ModalUI;
  TW_HANDLE hParent;
};

struct TW_EVENT {
  TW_MEMREF pEvent;
  TW_UINT16 TWMessage;
};

struct TW_PENDINGXFERS {
  TW_UINT16 Count;
  TW_UINT32 EOJ;
};

struct TW_SETUPMEMXFER {
  TW_UINT32 MinBufSize, MaxBufSize, Preferred;
};

struct TW_MEMORY {
  TW_UINT32 Flags, Length;
  TW_MEMREF TheMem;
};

struct TW_IMAGEMEMXFER {
  TW_UINT16 Compression;
  TW_UINT32 BytesPerRow, Columns, Rows, XOffset, YOffset, BytesWritten;
  TW_MEMORY Memory;
};

struct TW_IMAGEINFO {
  TW_FIX32 XResolution, YResolution;
  TW_INT32 ImageWidth, ImageLength;
  TW_INT16 SamplesPerPixel, BitsPerSample[8], BitsPerPixel;
  TW_BOOL Planar;
  TW_INT16 PixelType;
  TW_UINT16 Compression;
};

struct TW_IMAGELAYOUT {
  TW_FRAME Frame;
  TW_UINT32 DocumentNumber, PageNumber, FrameNumber;
};

struct TW_CUSTOMDSDATA {
  TW_UINT32 InfoLength;
  TW_HANDLE hData;
};

// `Item` is as wide as a pointer since TWAIN 2: a value that fits, else a handle.
struct TW_INFO {
  TW_UINT16 InfoID, ItemType, NumItems, ReturnCode;
  TW_UINTPTR Item;
};

struct TW_EXTIMAGEINFO {
  TW_UINT32 NumInfos;
  TW_INFO Info[1];
};

struct TW_CALLBACK {
  TW_MEMREF CallBackProc;
  TW_UINT32 RefCon;
  TW_INT16 Message;
};

using DSMENTRYPROC = TW_UINT16(WINAPI *)(TW_IDENTITY *origin, TW_IDENTITY *destination, TW_UINT32 group,
                                         TW_UINT16 argumentType, TW_UINT16 message, TW_MEMREF argument);
using DSENTRYPROC = TW_UINT16(WINAPI *)(TW_IDENTITY *origin, TW_UINT32 group, TW_UINT16 argumentType,
                                        TW_UINT16 message, TW_MEMREF argument);
using DSM_MEMALLOCATE = TW_HANDLE(WINAPI *)(TW_UINT32 size);
using DSM_MEMFREE = void(WINAPI *)(TW_HANDLE handle);
using DSM_MEMLOCK = TW_MEMREF(WINAPI *)(TW_HANDLE handle);
using DSM_MEMUNLOCK = void(WINAPI *)(TW_HANDLE handle);

struct TW_ENTRYPOINT {
  TW_UINT32 Size;
  DSMENTRYPROC DSM_Entry;
  DSM_MEMALLOCATE DSM_MemAllocate;
  DSM_MEMFREE DSM_MemFree;
  DSM_MEMLOCK DSM_MemLock;
  DSM_MEMUNLOCK DSM_MemUnlock;
};

static_assert(sizeof(TW_IDENTITY) == 156);
static_assert(sizeof(TW_IMAGEINFO) == 42);
static_assert(sizeof(TW_IMAGEMEMXFER) == (sizeof(void *) == 8 ? 42 : 38));
static_assert(sizeof(TW_CALLBACK) == (sizeof(void *) == 8 ? 14 : 10));
static_assert(sizeof(TW_CAPABILITY) == (sizeof(void *) == 8 ? 12 : 8));
static_assert(sizeof(TW_INFO) == (sizeof(void *) == 8 ? 16 : 12));

}  // namespace twain
#pragma pack(pop)
