using System.Text.Json.Nodes;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>The requests for one key of a plug-in.</summary>
internal sealed class PlugInRequests(PlugInKey key)
{
    /// <summary>The request for the metadata of the plug-in.</summary>
    internal JsonObject OfMetadata() => new() { ["pluginConfig"] = Config() };

    /// <summary>The members that all requests about the key have.</summary>
    internal JsonObject OfKey() => new()
    {
        ["contractVersion"] = PlugInClient.ContractVersion,
        ["keyId"] = key.Id,
        ["pluginConfig"] = Config(),
    };

    private JsonObject Config()
    {
        var config = new JsonObject();
        foreach (var (name, value) in key.Config.OrderBy(pair => pair.Key, StringComparer.Ordinal)) config[name] = value;
        return config;
    }
}
