namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The type of a component.</summary>
/// <param name="Exports">The exports of such a component.</param>
internal sealed record WasmType(IReadOnlyList<WasmExport> Exports);
