using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

namespace OciArtifacts.Build.Tests;

/// <summary>
/// Loads MSBuild from the SDK that runs the tests. It runs first, because the discovery of tests loads their types.
/// </summary>
internal static class MSBuildOfTheSdk
{
#pragma warning disable CA2255 // A module initializer is intended here: the start of the application is too late.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() => MSBuildLocator.RegisterDefaults();
}
