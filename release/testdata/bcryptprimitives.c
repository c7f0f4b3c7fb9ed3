// The one function of bcryptprimitives.dll that Go's programs need and that Wine 8 lacks: random bytes, from where
// older programs take them.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
  return SystemFunction036(data, (ULONG)size);
}
