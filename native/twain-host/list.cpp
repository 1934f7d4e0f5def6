#include "find-source.h"
#include "frames.h"
#include "text.h"
#include "verbs.h"

namespace host {

using namespace twain;

namespace {

void tellSource(const TW_IDENTITY &source) {
  const std::string version =
      std::to_string(source.Version.MajorNum) + "." + std::to_string(source.Version.MinorNum);
  const std::string words = utf8OfField(source.Version.Info);
  writeFrame(JsonObject()
                 .text("type", "source")
                 .text("name", utf8OfField(source.ProductName))
                 .text("manufacturer", utf8OfField(source.Manufacturer))
                 .text("family", utf8OfField(source.ProductFamily))
                 .text("version", words.empty() ? version : version + " " + words)
                 .text("protocol", std::to_string(source.ProtocolMajor) + "." + std::to_string(source.ProtocolMinor)));
}

}  // namespace

void listSources(ManagerChoice choice, HWND window) {
  throughManagers(choice, window, [](SourceManager &manager) {
    manager.tellOwner();
    const std::vector<TW_IDENTITY> sources = manager.sources();
    for (const TW_IDENTITY &source : sources) tellSource(source);
    return !sources.empty();
  });
}

}  // namespace host
