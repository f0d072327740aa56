namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The shortest reports and SBOMs that the checks accept.</summary>
internal static class Documents
{
    internal const string Spdx = """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""";

    /// <summary>A document that is valid for all kinds, for tests of file names.</summary>
    internal const string OfAll = """
        {"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","bomFormat":"CycloneDX","specVersion":"1.6","version":"2.1.0","runs":[],
         "_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://slsa.dev/provenance/v1"}
        """;

    internal const string Statement =
        """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://spdx.dev/Document"}""";
}
