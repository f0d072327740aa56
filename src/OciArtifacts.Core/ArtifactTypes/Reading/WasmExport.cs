namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>An export of a component, or of the type of a component.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind in the binary format: 1 is a function, 3 a type, 4 a component, 5 an instance.</param>
/// <param name="Type">The type of the exported component; <see langword="null"/> for all other kinds.</param>
internal sealed record WasmExport(string Name, byte Kind, WasmType? Type);
