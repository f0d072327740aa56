namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>A key that a Notation plug-in signs with.</summary>
/// <param name="PlugIn">The name of the plug-in.</param>
/// <param name="Id">The identifier of the key, as the plug-in knows it. It is not secret.</param>
internal sealed record PlugInKey(string PlugIn, string Id)
{
    /// <summary>Settings of the plug-in. The default is none.</summary>
    internal IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The time that one command may take. The default is five minutes.</summary>
    internal TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);
}
