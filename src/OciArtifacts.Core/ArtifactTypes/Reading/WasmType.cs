namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The type of a component.</summary>
/// <param name="Exports">What such a component exports.</param>
internal sealed record WasmType(IReadOnlyList<WasmExport> Exports);
