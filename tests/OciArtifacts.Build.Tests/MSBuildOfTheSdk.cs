using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

namespace OciArtifacts.Build.Tests;

/// <summary>Takes MSBuild from the SDK that runs the tests; before anything else, because discovering tests loads their types.</summary>
internal static class MSBuildOfTheSdk
{
#pragma warning disable CA2255 // The module initializer is what this is for: an application's start is too late.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() => MSBuildLocator.RegisterDefaults();
}
