#include "controls.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace virtual_source {

std::optional<std::string> control(const char *name) {
  // Read each time: a test changes them between two sessions, and a session is a process.
  const char *const path = std::getenv("VDS_SETTINGS");
  std::ifstream file(path ? path : "");
  const std::string start = std::string(name) + "=";
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.compare(0, start.size(), start) == 0) return line.substr(start.size());
  }
  const char *const value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

int controlNumber(const char *name, int otherwise) {
  const std::optional<std::string> value = control(name);
  return value ? std::atoi(value->c_str()) : otherwise;
}

std::vector<std::string> controlList(const char *name) {
  std::vector<std::string> values;
  std::istringstream text(control(name).value_or(""));
  for (std::string value; std::getline(text, value, ',');) values.push_back(value);
  return values;
}

bool hasFault(const char *kind) { return control("VDS_FAULT") == kind; }

bool hasFaultAt(const char *kind, int image) {
  return control("VDS_FAULT") == std::string(kind) + "@" + std::to_string(image);
}

void writeLog(const std::string &line) {
  const std::optional<std::string> path = control("VDS_LOG");
  if (!path) return;
  if (std::FILE *const file = std::fopen(path->c_str(), "ab")) {
    std::fputs((line + "\n").c_str(), file);
    std::fclose(file);
  }
}

}  // namespace virtual_source
