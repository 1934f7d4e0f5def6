// The virtual source of Platen's tests: a TWAIN source without a device. It keeps the states of the specification and
// refuses what does not belong into them, so that a host which breaks the order is seen.
#include <windows.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "controls.h"
#include "memory.h"
#include "scan.h"

namespace virtual_source {

using namespace twain;

namespace {

// Of this source alone: 3 closed, to 7.
int state = 3;
TW_UINT16 conditionCode = TWCC_SUCCESS;
TW_UINT16 untold = MSG_NULL;
TW_IDENTITY application{}, own{};
TW_IMAGELAYOUT layout{};
std::unique_ptr<Features> features;
std::unique_ptr<Scan> scan;

template <std::size_t size>
void fill(char (&field)[size], const std::string &text) {
  std::memset(field, 0, size);
  std::memcpy(field, text.data(), text.size() < size ? text.size() : size - 1);
}

// One file may be installed twice, under another name each: then it is two sources.
std::string productName() {
  HMODULE self = nullptr;
  GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     reinterpret_cast<const char *>(&productName), &self);
  char path[MAX_PATH] = "";
  GetModuleFileNameA(self, path, MAX_PATH);
  return std::strstr(path, "gphoto2") ? "Platen virtual source B" : "Platen virtual source";
}

void describe(TW_IDENTITY &identity) {
  identity.Version = {1, 2, 13, 1, {}};
  fill(identity.Version.Info, "test fixture");
  identity.ProtocolMajor = 2;
  identity.ProtocolMinor = 4;
  identity.SupportedGroups = DG_CONTROL | DG_IMAGE | DF_DS2;
  fill(identity.Manufacturer, "Platen");
  fill(identity.ProductFamily, "virtual");
  fill(identity.ProductName, productName());
}

// Tells the application: a TWAIN 2 source calls back, an older one waits to be asked.
void announce(TW_UINT16 message) {
  if (entryPoint.DSM_Entry && application.SupportedGroups & DF_APP2) {
    entryPoint.DSM_Entry(&own, &application, DG_CONTROL, DAT_NULL, message, nullptr);
  } else {
    untold = message;
  }
}

Answer openOrClose(TW_UINT16 message, TW_IDENTITY *origin, TW_IDENTITY *identity) {
  if (message == MSG_GET) {
    describe(*identity);
    return {};
  }
  if (message == MSG_OPENDS) {
    if (state != 3) return failed(TWCC_SEQERROR);
    if (hasFault("offline")) return failed(TWCC_CHECKDEVICEONLINE);
    if (hasFault("taken")) return failed(TWCC_MAXCONNECTIONS);
    application = *origin;
    own = *identity;
    features = std::make_unique<Features>();
    features->put(CAP_FEEDERLOADED, hasPaper());
    layout.Frame = {{0, 0}, {0, 0}, {8, 32768}, {11, 0}};
    state = 4;
    return {};
  }
  if (message != MSG_CLOSEDS) return failed(TWCC_BADPROTOCOL);
  if (state != 4) return failed(TWCC_SEQERROR);
  features.reset();
  state = 3;
  return {};
}

Answer userInterface(TW_UINT16 message, const TW_USERINTERFACE &wanted) {
  const std::string dialog = control("VDS_DIALOG").value_or("close");
  if (message == MSG_DISABLEDS) {
    if (state != 5) return failed(TWCC_SEQERROR);
    scan.reset();
    state = 4;
    return {};
  }
  if (state != 4) return failed(TWCC_SEQERROR);
  if (message == MSG_ENABLEDSUIONLY || wanted.ShowUI) {
    if (message == MSG_ENABLEDSUIONLY && dialog == "scan") return failed(TWCC_BADPROTOCOL);
    state = 5;
    // Whoever pressed Save had chosen this before.
    if (dialog == "save") features->put(CAP_CUSTOMBASE + 1, 7);
    if (dialog == "save") announce(MSG_CLOSEDSOK);
    if (dialog == "close") announce(MSG_CLOSEDSREQ);
    if (dialog == "scan") {
      scan = std::make_unique<Scan>(*features);
      state = 6;
      announce(MSG_XFERREADY);
    }
    return {};
  }
  if (message != MSG_ENABLEDS) return failed(TWCC_BADPROTOCOL);
  if (hasFault("busy")) return {TWRC_BUSY, TWCC_SUCCESS};
  if (!hasPaper()) return failed(TWCC_NOMEDIA);
  scan = std::make_unique<Scan>(*features);
  state = 5;
  if (scan->pendingCount() == 0 || hasFault("silent")) return {};
  state = 6;
  announce(MSG_XFERREADY);
  return {};
}

Answer pendingTransfers(TW_UINT16 message, TW_PENDINGXFERS &pending) {
  if (message == MSG_ENDXFER) {
    if (state != 6 && state != 7) return failed(TWCC_SEQERROR);
    scan->endImage();
    state = scan->pendingCount() > 0 ? 6 : 5;
  } else if (message == MSG_RESET) {
    if (state != 6) return failed(TWCC_SEQERROR);
    scan.reset();
    state = 5;
  }
  pending.Count = static_cast<TW_UINT16>(scan ? scan->pendingCount() : 0);
  return {};
}

Answer customSettings(TW_UINT16 message, TW_CUSTOMDSDATA &saved) {
  if (state != 4) return failed(TWCC_SEQERROR);
  static const std::string start = "virtual source settings ";
  if (message == MSG_GET) {
    const std::string text = start + std::to_string(static_cast<int>(features->number(CAP_CUSTOMBASE + 1)));
    saved.InfoLength = static_cast<TW_UINT32>(text.size());
    saved.hData = handleOf(std::vector<unsigned char>(text.begin(), text.end()));
    return {};
  }
  if (message != MSG_SET) return failed(TWCC_BADPROTOCOL);
  const std::vector<unsigned char> bytes = bytesOf(saved.hData);
  const std::string text(bytes.begin(), bytes.begin() + saved.InfoLength);
  if (text.compare(0, start.size(), start) != 0) return failed(TWCC_BADVALUE);
  writeLog("CUSTOMDSDATA " + text);
  features->put(CAP_CUSTOMBASE + 1, std::stod(text.substr(start.size())));
  return {};
}

Answer imageLayout(TW_UINT16 message, TW_IMAGELAYOUT &wanted) {
  if (message == MSG_SET) {
    layout.Frame = wanted.Frame;
    char told[64];
    std::snprintf(told, sizeof told, "FRAME %.2f %.2f", wanted.Frame.Right.Whole + wanted.Frame.Right.Frac / 65536.0,
                  wanted.Frame.Bottom.Whole + wanted.Frame.Bottom.Frac / 65536.0);
    writeLog(told);
  }
  wanted = layout;
  return {};
}

Answer transfer(TW_UINT16 argumentType, void *argument) {
  if (state != 6 && state != 7) return failed(TWCC_SEQERROR);
  const bool isNative = argumentType == DAT_IMAGENATIVEXFER;
  if (isNative != (features->number(ICAP_XFERMECH) == TWSX_NATIVE)) return failed(TWCC_SEQERROR);
  const Answer answer = isNative ? scan->nativeTransfer(*static_cast<TW_HANDLE *>(argument))
                                 : scan->memoryTransfer(*static_cast<TW_IMAGEMEMXFER *>(argument));
  if (answer.returnCode != TWRC_FAILURE) state = 7;
  return answer;
}

Answer serve(TW_IDENTITY *origin, TW_UINT16 argumentType, TW_UINT16 message, void *argument) {
  switch (argumentType) {
    case DAT_IDENTITY:
      return openOrClose(message, origin, static_cast<TW_IDENTITY *>(argument));
    case DAT_ENTRYPOINT:
      entryPoint = *static_cast<TW_ENTRYPOINT *>(argument);
      return {};
    case DAT_CAPABILITY: {
      if (state < 4 || (message == MSG_SET && state != 4)) return failed(TWCC_SEQERROR);
      auto &capability = *static_cast<TW_CAPABILITY *>(argument);
      const TW_UINT16 code = features->serve(message, capability);
      return code == TWCC_SUCCESS ? Answer() : failed(code);
    }
    case DAT_EVENT: {
      auto &event = *static_cast<TW_EVENT *>(argument);
      event.TWMessage = untold;
      const bool isTold = untold != MSG_NULL;
      untold = MSG_NULL;
      return {isTold ? TWRC_DSEVENT : TWRC_NOTDSEVENT, TWCC_SUCCESS};
    }
    case DAT_USERINTERFACE:
      return userInterface(message, *static_cast<TW_USERINTERFACE *>(argument));
    case DAT_PENDINGXFERS:
      return pendingTransfers(message, *static_cast<TW_PENDINGXFERS *>(argument));
    case DAT_SETUPMEMXFER:
      *static_cast<TW_SETUPMEMXFER *>(argument) = {4096, 1u << 20, 65536};
      return {};
    case DAT_CUSTOMDSDATA:
      return customSettings(message, *static_cast<TW_CUSTOMDSDATA *>(argument));
    case DAT_IMAGEINFO:
      return scan ? scan->imageInfo(*static_cast<TW_IMAGEINFO *>(argument)) : failed(TWCC_SEQERROR);
    case DAT_IMAGELAYOUT:
      return imageLayout(message, *static_cast<TW_IMAGELAYOUT *>(argument));
    case DAT_IMAGEMEMXFER:
    case DAT_IMAGENATIVEXFER:
      return transfer(argumentType, argument);
    case DAT_EXTIMAGEINFO:
      if (state != 7) return failed(TWCC_SEQERROR);
      return scan->extendedInformation(*static_cast<TW_EXTIMAGEINFO *>(argument));
    default:
      return failed(TWCC_BADPROTOCOL);
  }
}

void logCall(TW_UINT16 argumentType, TW_UINT16 message, const Answer &answer) {
  const char *name = nullptr;
  if (argumentType == DAT_IDENTITY && message == MSG_OPENDS) name = "OPENDS";
  if (argumentType == DAT_IDENTITY && message == MSG_CLOSEDS) name = "CLOSEDS";
  if (argumentType == DAT_USERINTERFACE && message == MSG_ENABLEDS) name = "ENABLEDS";
  if (argumentType == DAT_USERINTERFACE && message == MSG_ENABLEDSUIONLY) name = "ENABLEDSUIONLY";
  if (argumentType == DAT_USERINTERFACE && message == MSG_DISABLEDS) name = "DISABLEDS";
  if (argumentType == DAT_PENDINGXFERS && message == MSG_ENDXFER) name = "ENDXFER";
  if (argumentType == DAT_PENDINGXFERS && message == MSG_RESET) name = "RESET";
  if (name) writeLog(std::string(name) + (answer.returnCode == TWRC_SUCCESS ? "" : " refused"));
  if (answer.conditionCode == TWCC_SEQERROR) writeLog("SEQERROR in state " + std::to_string(state));
}

}  // namespace

}  // namespace virtual_source

extern "C" twain::TW_UINT16 WINAPI DS_Entry(twain::TW_IDENTITY *origin, twain::TW_UINT32, twain::TW_UINT16 argumentType,
                                            twain::TW_UINT16 message, twain::TW_MEMREF argument) {
  using namespace virtual_source;
  if (argumentType == twain::DAT_STATUS) {
    *static_cast<twain::TW_STATUS *>(argument) = {conditionCode, 0};
    conditionCode = twain::TWCC_SUCCESS;
    return twain::TWRC_SUCCESS;
  }
  const Answer answer = serve(origin, argumentType, message, argument);
  logCall(argumentType, message, answer);
  if (answer.returnCode == twain::TWRC_FAILURE) conditionCode = answer.conditionCode;
  return answer.returnCode;
}
