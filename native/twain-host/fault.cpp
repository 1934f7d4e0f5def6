#include "fault.h"

#include <cstdio>

#include "frames.h"

namespace host {

using namespace twain;

namespace {

struct Name {
  TW_UINT16 code;
  const char *name;
};

constexpr Name argumentTypes[] = {
    {DAT_NULL, "DAT_NULL"},
    {DAT_CAPABILITY, "DAT_CAPABILITY"},
    {DAT_EVENT, "DAT_EVENT"},
    {DAT_IDENTITY, "DAT_IDENTITY"},
    {DAT_PARENT, "DAT_PARENT"},
    {DAT_PENDINGXFERS, "DAT_PENDINGXFERS"},
    {DAT_SETUPMEMXFER, "DAT_SETUPMEMXFER"},
    {DAT_STATUS, "DAT_STATUS"},
    {DAT_USERINTERFACE, "DAT_USERINTERFACE"},
    {DAT_CUSTOMDSDATA, "DAT_CUSTOMDSDATA"},
    {DAT_CALLBACK, "DAT_CALLBACK"},
    {DAT_IMAGEINFO, "DAT_IMAGEINFO"},
    {DAT_IMAGELAYOUT, "DAT_IMAGELAYOUT"},
    {DAT_IMAGEMEMXFER, "DAT_IMAGEMEMXFER"},
    {DAT_IMAGENATIVEXFER, "DAT_IMAGENATIVEXFER"},
    {DAT_EXTIMAGEINFO, "DAT_EXTIMAGEINFO"},
    {DAT_ENTRYPOINT, "DAT_ENTRYPOINT"},
};

constexpr Name messages[] = {
    {MSG_GET, "MSG_GET"},
    {MSG_GETCURRENT, "MSG_GETCURRENT"},
    {MSG_GETFIRST, "MSG_GETFIRST"},
    {MSG_GETNEXT, "MSG_GETNEXT"},
    {MSG_SET, "MSG_SET"},
    {MSG_RESET, "MSG_RESET"},
    {MSG_QUERYSUPPORT, "MSG_QUERYSUPPORT"},
    {MSG_OPENDSM, "MSG_OPENDSM"},
    {MSG_CLOSEDSM, "MSG_CLOSEDSM"},
    {MSG_OPENDS, "MSG_OPENDS"},
    {MSG_CLOSEDS, "MSG_CLOSEDS"},
    {MSG_DISABLEDS, "MSG_DISABLEDS"},
    {MSG_ENABLEDS, "MSG_ENABLEDS"},
    {MSG_ENABLEDSUIONLY, "MSG_ENABLEDSUIONLY"},
    {MSG_PROCESSEVENT, "MSG_PROCESSEVENT"},
    {MSG_ENDXFER, "MSG_ENDXFER"},
    {MSG_REGISTER_CALLBACK, "MSG_REGISTER_CALLBACK"},
};

template <std::size_t size>
std::string nameIn(const Name (&names)[size], TW_UINT16 code) {
  for (const Name &name : names) {
    if (name.code == code) return name.name;
  }
  char hex[8];
  std::snprintf(hex, sizeof hex, "%04x", code);
  return hex;
}

}  // namespace

std::string tripletName(TW_UINT32 group, TW_UINT16 argumentType, TW_UINT16 message) {
  return std::string(group == DG_IMAGE ? "DG_IMAGE" : "DG_CONTROL") + " / " + nameIn(argumentTypes, argumentType) +
         " / " + nameIn(messages, message);
}

void tellFault(const Fault &fault) {
  writeFrame(JsonObject()
                 .text("type", "fault")
                 .number("conditionCode", fault.conditionCode)
                 .number("returnCode", fault.returnCode)
                 .text("triplet", fault.triplet)
                 .number("state", fault.state)
                 .with("reason", jsonText(fault.reason))
                 .with("detail", jsonText(fault.detail)));
}

}  // namespace host
