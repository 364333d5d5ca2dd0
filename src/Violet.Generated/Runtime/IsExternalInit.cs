#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

/// <summary>The compiler knows it by name where a property has <c>init</c>, as a record's have.</summary>
internal static class IsExternalInit;
#endif
