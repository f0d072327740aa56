using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;
using static OciArtifacts.Core.Tests.ArtifactTypes.Reading.WasmBytes;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

[TestClass]
public sealed class WasmFactsTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void A_module_is_for_wasip1_and_says_nothing_more()
    {
        var facts = Read([.. Module, .. Section(2, [0xFF, 0xFF])]);
        Assert.IsFalse(facts.IsComponent);
        Assert.AreEqual("""{"os":"wasip1"}""", facts.ToValues().ToJsonString());
    }

    [TestMethod]
    public void A_component_is_for_wasip2_and_lists_its_names_in_their_order()
    {
        var facts = Read(Component(
            Section(0, Text("producers")),
            Imports([0, .. Text("wasi:io/streams@0.2.0"), 5, 0], [1, .. Text("log"), 1, .. Number(300)]),
            Section(4, Component(Imports([0, .. Text("inner"), 5, 0]))),
            Imports([0, .. Text("ünder"), 4, 2]),
            Exports([0, .. Text("wasi:http/incoming-handler@0.2.0"), 5, 0, 0], [0, .. Text("run"), 1, 0, 0])));
        Assert.IsTrue(facts.IsComponent);
        Assert.AreSequenceEqual(["wasi:io/streams@0.2.0", "log", "ünder"], facts.Imports);
        Assert.AreSequenceEqual(["wasi:http/incoming-handler@0.2.0", "run"], facts.Exports);
    }

    [TestMethod]
    public void A_component_without_imports_and_exports_has_empty_lists() =>
        Assert.AreEqual("""{"os":"wasip2","component":{"exports":[],"imports":[]}}""", Read(Component()).ToValues().ToJsonString());

    [TestMethod]
    [DataRow(new byte[] { 0x00, 0x11, 0x07 }, DisplayName = "core module")]
    [DataRow(new byte[] { 0x01, 0x07 }, DisplayName = "func")]
    [DataRow(new byte[] { 0x02, 0x00, 0x07 }, DisplayName = "value that equals one")]
    [DataRow(new byte[] { 0x02, 0x01, 0x7F }, DisplayName = "value of a type")]
    [DataRow(new byte[] { 0x03, 0x00, 0x07 }, DisplayName = "type that equals one")]
    [DataRow(new byte[] { 0x03, 0x01 }, DisplayName = "resource")]
    [DataRow(new byte[] { 0x04, 0x07 }, DisplayName = "component")]
    [DataRow(new byte[] { 0x05, 0x80, 0x80, 0x01 }, DisplayName = "instance")]
    public void What_follows_a_name_is_of_any_kind(byte[] type)
    {
        byte[] end = [0, .. Text("end"), 1, 0];
        var facts = Read(Component(
            Imports([0, .. Text("one"), .. type], end),
            Exports([0, .. Text("two"), 0, 0x11, 0, 1, .. type], [0, .. Text("end"), 1, 0, 0])));
        Assert.AreSequenceEqual(["one", "end"], facts.Imports);
        Assert.AreSequenceEqual(["two", "end"], facts.Exports);
    }

    [TestMethod]
    public void Attributes_of_a_name_are_passed_over()
    {
        byte[] named = [2, .. Text("store"), .. List([0, .. Text("wasi:keyvalue/store")], [1, .. Text(".6")]), 5, 0];
        Assert.AreSequenceEqual(["store", "end"], Read(Component(Imports(named, [0, .. Text("end"), 1, 0]))).Imports);
    }

    [TestMethod]
    [DataRow(new byte[] { }, DisplayName = "nothing")]
    [DataRow(new byte[] { 0, 0x61, 0x73, 0x6D, 1 }, DisplayName = "half a preamble")]
    [DataRow(new byte[] { 0x7F, 0x45, 0x4C, 0x46, 1, 0, 0, 0 }, DisplayName = "another format")]
    [DataRow(new byte[] { 0, 0x61, 0x73, 0x6D, 2, 0, 0, 0 }, DisplayName = "another version")]
    [DataRow(new byte[] { 0, 0x61, 0x73, 0x6D, 1, 0, 1, 0 }, DisplayName = "a later component")]
    public void What_is_no_webassembly_is_an_error_that_names_the_file(byte[] bytes) => AssertRefused(bytes);

    [TestMethod]
    [DataRow(new byte[] { 10 }, DisplayName = "no size")]
    [DataRow(new byte[] { 0, 0x80, 0x80, 0x80, 0x80, 0x10 }, DisplayName = "a size of more than 32 bits")]
    [DataRow(new byte[] { 0, 5, 1 }, DisplayName = "a section that is longer than the file")]
    [DataRow(new byte[] { 10, 0 }, DisplayName = "no count")]
    [DataRow(new byte[] { 10, 6, 1, 0, 0x81, 0x80, 0x04, 0x61 }, DisplayName = "a name that is longer than any")]
    [DataRow(new byte[] { 10, 4, 1, 0, 9, 0x61 }, DisplayName = "a name that is longer than the file")]
    [DataRow(new byte[] { 10, 6, 1, 0, 1, 0xFF, 1, 0 }, DisplayName = "a name that is no text")]
    [DataRow(new byte[] { 10, 6, 1, 3, 1, 0x61, 1, 0 }, DisplayName = "a name of an unknown kind")]
    [DataRow(new byte[] { 10, 6, 1, 0, 1, 0x61, 6, 0 }, DisplayName = "a type of an unknown kind")]
    [DataRow(new byte[] { 10, 8, 1, 0, 1, 0x61, 1, 0, 0, 0 }, DisplayName = "more than its entries")]
    [DataRow(new byte[] { 10, 5, 1, 0, 1, 0x61, 1, 0, 0 }, DisplayName = "entries beyond its end")]
    [DataRow(new byte[] { 11, 7, 1, 0, 1, 0x61, 1, 0, 2 }, DisplayName = "an export that has neither a type nor none")]
    public void A_damaged_component_is_an_error(byte[] sections) => AssertRefused(Component(sections));

    [TestMethod]
    public void A_count_that_is_a_lie_costs_no_more_than_the_section()
    {
        byte[] entry = [0, .. Text("a"), 1, 0];
        byte[] lie = [.. Number(uint.MaxValue), .. entry];
        var message = AssertRefused(Component(Section(10, lie), [.. Enumerable.Repeat(entry, 1000).SelectMany(bytes => bytes)]));
        Assert.Contains("more entries than bytes", message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void More_names_than_a_compiler_writes_are_refused()
    {
        byte[] entry = [0, .. Text(new string('a', 60_000)), 1, 0];
        var section = Imports([.. Enumerable.Repeat(entry, 9)]);
        Assert.HasCount(9, Read(Component(section)).Imports);
        var longName = AssertRefused(Component(Imports([0, .. Text(new string('a', 65_537)), 1, 0])));
        Assert.Contains("has 65537 bytes; at most 65536 are read", longName, StringComparison.Ordinal);
        Assert.Contains("more than 1048576 bytes", AssertRefused(Component(section, section)), StringComparison.Ordinal);
    }

    [TestMethod]
    public void More_sections_than_a_compiler_writes_are_refused()
    {
        byte[] empty = [0, 0];
        Assert.Contains(
            "more than 100000 sections",
            AssertRefused(Component([.. Enumerable.Repeat(empty, 100_001).SelectMany(bytes => bytes)])),
            StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_that_cannot_be_opened_is_an_error_that_names_it() =>
        Assert.Contains(
            _work.Path, Failure.With(OciErrorCode.FileNotFound, () => WasmFacts.Read(_work["missing"])).Message, StringComparison.Ordinal);

    private WasmFacts Read(byte[] bytes) => WasmFacts.Read(_work.Write("a.wasm", bytes));

    private string AssertRefused(byte[] bytes)
    {
        var message = Failure.With(OciErrorCode.FormatMismatch, () => Read(bytes)).Message;
        Assert.Contains(_work["a.wasm"], message, StringComparison.Ordinal);
        return message;
    }
}
