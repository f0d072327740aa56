namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Something that a component, or the type of one, exports.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, as the binary form has it: 1 is a function, 3 a type, 4 a component, 5 an instance.</param>
/// <param name="Type">The type of a component that it is or has; <see langword="null"/> for any other.</param>
internal sealed record WasmExport(string Name, byte Kind, WasmType? Type);
