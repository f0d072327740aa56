// MSBuild looks for this attribute by its full name in any assembly; the MSBuild that this project compiles against
// does not have it yet.
#pragma warning disable IDE0130, MA0048
namespace Microsoft.Build.Framework;

/// <summary>Says that a task keeps no state in its process, so that <c>-mt</c> may run it beside others.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
