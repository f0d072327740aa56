using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;
using static OciArtifacts.Core.Tests.ArtifactTypes.Reading.WasmBytes;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>
/// The interfaces, the worlds and the exports of worlds are read from a WIT package in its binary form, as wkg writes
/// them (bytecodealliance/rust-oci-wasm, component.rs).
/// </summary>
[TestClass]
public sealed class WitPackageTests : IDisposable
{
    private const string Interface = "wasi:http/types@0.2.0", World = "wasi:http/proxy@0.2.0";

    private static readonly byte[] Function = [0x40, .. List([.. Text("who"), 0x73]), 0x00, 0x73];

    // A world that exports an interface of its own package, one of another package, a function and a type.
    private static readonly byte[] WorldType = ComponentType(
        Defined(InstanceType(Defined(Function), Exported("handle", 0x01, 0))),
        Imported("wasi:io/streams@0.2.0", 0x05, 0),
        Exported("wasi:http/incoming-handler@0.2.0", 0x05, 0),
        Exported("contoso:log/sink@1.0.0-rc.1+build.5", 0x05, 0),
        Defined(Function),
        Exported("run", 0x01, 1),
        Exported("unit", 0x03, 0x00, 1));

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Of_the_second_encoding_each_interface_and_each_world_has_a_type_of_its_own()
    {
        var facts = Read(
            Section(7, List(ComponentType(Defined(InstanceType()), Exported(Interface, 0x05, 0)))),
            Exports(TypeExport("types", 0)),
            Section(7, List(ComponentType(Defined(WorldType), Exported(World, 0x04, 0)))),
            Exports(TypeExport("proxy", 2)),
            Section(0, Text("package-docs")));
        Assert.IsTrue(facts.IsComponent);
        AssertPackage(facts);
    }

    [TestMethod]
    [DataRow(Interface, World, DisplayName = "with their whole names")]
    [DataRow("types", "proxy", DisplayName = "with their names in the package")]
    public void Of_the_first_encoding_one_type_has_them_all(string types, string proxy) => AssertPackage(Read(
        Section(7, List(ComponentType(
            Defined(InstanceType()),
            Imported("wasi:io/streams@0.2.0", 0x05, 0),
            Exported(types, 0x05, 0),
            Defined(WorldType),
            Exported(proxy, 0x04, 1)))),
        Exports(TypeExport("wasi:http/wit@0.2.0", 0))));

    [TestMethod]
    public void A_package_without_a_version_has_names_without_one() => Assert.AreSequenceEqual(
        ["contoso:greeter/greet"],
        Read(
            Section(7, List(ComponentType(Defined(InstanceType()), Exported("contoso:greeter/greet", 0x05, 0)))),
            Exports(TypeExport("greet", 0))).Exports);

    // All kinds of values and of bounds of types, as an interface may have them.
    [TestMethod]
    [DataRow(new byte[] { 0x7F }, DisplayName = "bool")]
    [DataRow(new byte[] { 0x73 }, DisplayName = "string")]
    [DataRow(new byte[] { 0x64 }, DisplayName = "error-context")]
    [DataRow(new byte[] { 0x72, 2, 1, (byte)'a', 0x7F, 1, (byte)'b', 0x80, 0x01 }, DisplayName = "record")]
    [DataRow(new byte[] { 0x71, 2, 1, (byte)'a', 0x01, 0x7F, 0x00, 1, (byte)'b', 0x00, 0x00 }, DisplayName = "variant")]
    [DataRow(new byte[] { 0x70, 0x7D }, DisplayName = "list")]
    [DataRow(new byte[] { 0x67, 0x7D, 0x04 }, DisplayName = "list of a length")]
    [DataRow(new byte[] { 0x63, 0x73, 0x7D }, DisplayName = "map")]
    [DataRow(new byte[] { 0x6F, 2, 0x7D, 0x00 }, DisplayName = "tuple")]
    [DataRow(new byte[] { 0x6E, 2, 1, (byte)'a', 1, (byte)'b' }, DisplayName = "flags")]
    [DataRow(new byte[] { 0x6D, 1, 1, (byte)'a' }, DisplayName = "enum")]
    [DataRow(new byte[] { 0x6B, 0x7F }, DisplayName = "option")]
    [DataRow(new byte[] { 0x6A, 0x01, 0x7F, 0x00 }, DisplayName = "result")]
    [DataRow(new byte[] { 0x69, 0x00 }, DisplayName = "own")]
    [DataRow(new byte[] { 0x68, 0x00 }, DisplayName = "borrow")]
    [DataRow(new byte[] { 0x66, 0x01, 0x7D }, DisplayName = "stream")]
    [DataRow(new byte[] { 0x65, 0x00 }, DisplayName = "future")]
    [DataRow(new byte[] { 0x40, 0, 0x01, 0x00 }, DisplayName = "function without a result")]
    [DataRow(new byte[] { 0x43, 0, 0x00, 0x7F }, DisplayName = "function that waits")]
    public void The_types_of_an_interface_are_passed_over(byte[] type)
    {
        byte[] resource = [0x04, 0, .. Text("request"), 0x03, 0x01];
        byte[] aliased = [0x02, 0x03, 0x00, 0x00, .. Text("a")];
        byte[] outer = [0x02, 0x03, 0x02, 0x01, 0x00];
        var instance = InstanceType(Defined(type), resource, aliased, outer, Exported("last", 0x03, 0x00, 0));
        AssertOnly(Read(Section(7, List(ComponentType(Defined(instance), Exported(Interface, 0x05, 0)))), Exports(TypeExport("types", 0))));
    }

    [TestMethod]
    public void A_component_that_runs_has_its_own_names_whatever_types_it_exports()
    {
        var types = Section(7, List(ComponentType(Defined(InstanceType()), Exported(Interface, 0x05, 0))));
        Assert.AreSequenceEqual(["types", "run"], Read(types, Exports(TypeExport("types", 0), [0, .. Text("run"), 1, 0, 0])).Exports);
        Assert.AreSequenceEqual(
            ["types"], Read(Imports([0, .. Text("log"), 1, 0]), types, Exports(TypeExport("types", 0))).Exports, "It has an import.");
        Assert.AreSequenceEqual(["types"], Read(Section(8, []), types, Exports(TypeExport("types", 0))).Exports, "It has a function.");
        Assert.AreSequenceEqual(
            ["size"], Read(Section(7, List([0x7D])), Exports(TypeExport("size", 0))).Exports, "The type is that of a value.");
        Assert.AreSequenceEqual(["a:b/c"], Read(types, Exports(TypeExport("a:b/c", 0))).Exports, "Neither encoding has that name.");
    }

    [TestMethod]
    public void A_package_that_is_not_whole_is_an_error()
    {
        AssertRefused("does not export one interface or world", ComponentType(), "types");
        AssertRefused(
            "does not export one interface or world", ComponentType(Defined(InstanceType()), Exported("types", 0x05, 0)), "types");
        AssertRefused("is neither an interface nor a world", ComponentType(Defined(Function), Exported(Interface, 0x01, 0)), "types");
        AssertRefused("is neither an interface nor a world", ComponentType(Defined(InstanceType()), Exported(World, 0x04, 0)), "proxy");
        AssertRefused("begins no declaration of a WIT package", ComponentType([0x00]), "types");
        AssertRefused("begins no type of a WIT package", ComponentType(Defined([0x10])), "types");
        var nested = Enumerable.Range(0, 20).Aggregate(InstanceType(), (inner, _) => ComponentType(Defined(inner)));
        AssertRefused("nested too deeply", nested, "types");
    }

    [TestMethod]
    public void Interfaces_of_two_packages_are_an_error()
    {
        var failure = Failure.With(OciErrorCode.FormatMismatch, () => Read(
            Section(7, List(
                ComponentType(Defined(InstanceType()), Exported(Interface, 0x05, 0)),
                ComponentType(Defined(InstanceType()), Exported("wasi:http/other@0.3.0", 0x05, 0)))),
            Exports(TypeExport("types", 0), TypeExport("other", 1))));
        Assert.Contains(
            "It has interfaces and worlds of wasi:http 0.2.0 and of wasi:http 0.3.0", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertPackage(WasmFacts facts)
    {
        Assert.AreEqual("wasip2", facts.Os);
        Assert.IsEmpty(facts.Imports);
        Assert.AreSequenceEqual(
            ["contoso:log/sink@1.0.0-rc.1+build.5", "run", "wasi:http/incoming-handler@0.2.0", World, Interface], facts.Exports);
    }

    private static void AssertOnly(WasmFacts facts) => Assert.AreSequenceEqual([Interface], facts.Exports);

    private void AssertRefused(string message, byte[] type, string name) => Assert.Contains(
        message,
        Failure.With(OciErrorCode.FormatMismatch, () => Read(Section(7, List(type)), Exports(TypeExport(name, 0)))).Message,
        StringComparison.Ordinal);

    private WasmFacts Read(params byte[][] sections) => WasmFacts.Read(_work.Write("a.wasm", Component(sections)));

    private static byte[] ComponentType(params byte[][] declarations) => [0x41, .. List(declarations)];

    private static byte[] InstanceType(params byte[][] declarations) => [0x42, .. List(declarations)];

    private static byte[] Defined(byte[] type) => [0x01, .. type];

    private static byte[] Imported(string name, params byte[] type) => [0x03, 0, .. Text(name), .. type];

    private static byte[] Exported(string name, params byte[] type) => [0x04, 0, .. Text(name), .. type];

    private static byte[] TypeExport(string name, byte index) => [0, .. Text(name), 0x03, index, 0x00];
}
