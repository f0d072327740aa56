using OciArtifacts.Build.Checks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Checks;

[TestClass]
public sealed class ProjectFileScanTests : IDisposable
{
    private readonly WorkFolder _work = new("scan");

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Properties_items_outputs_and_hooks_are_found_with_their_lines()
    {
        var scan = Scan("""
            <Project>
              <PropertyGroup><OciArtifactA>1</OciArtifactA></PropertyGroup>
              <Choose><When Condition="true"><PropertyGroup><OciArtifactB>1</OciArtifactB></PropertyGroup></When></Choose>
              <ItemGroup>
                <OciArtifactC Include="x"><OciArtifactMetadata>1</OciArtifactMetadata></OciArtifactC>
              </ItemGroup>
              <ItemDefinitionGroup><OciArtifactD /></ItemDefinitionGroup>
              <Target Name="Mine" AfterTargets="Build;AfterPackOciArtifact" BeforeTargets="OciArtifactE">
                <PropertyGroup><OciArtifactF>1</OciArtifactF></PropertyGroup>
                <Touch><Output TaskParameter="X" PropertyName="OciArtifactG" /><Output TaskParameter="X" ItemName="OciArtifactH" /></Touch>
              </Target>
              <!-- <PropertyGroup><OciArtifactComment>1</OciArtifactComment></PropertyGroup> -->
            </Project>
            """);
        Assert.AreEqual(
            "Property OciArtifactA 2, Property OciArtifactB 3, Item OciArtifactC 5, Item OciArtifactD 7, "
                + "Target AfterPackOciArtifact 8, Target OciArtifactE 8, Property OciArtifactF 9, Property OciArtifactG 10, "
                + "Item OciArtifactH 10",
            Found(scan));
    }

    [TestMethod]
    [DataRow("<PropertyGroup><OciArtifactOwn>1</OciArtifactOwn><Other>$(OciArtifactOwn)</Other></PropertyGroup>", true)]
    [DataRow(
        "<PropertyGroup><OciArtifactOwn>1</OciArtifactOwn></PropertyGroup><Import Project=\"x\" Condition=\"'$(ociartifactown)' == "
            + "'1'\" />",
        true)]
    [DataRow(
        "<PropertyGroup><OciArtifactOwn>1</OciArtifactOwn><Other>$([System.String]::Copy('$(OciArtifactOwn)'))</Other></PropertyGroup>",
        true)]
    [DataRow(
        "<PropertyGroup><OciArtifactOwn Condition=\"'$(OciArtifactOwn)' == ''\">$(OciArtifactOwn)1</OciArtifactOwn></PropertyGroup>",
        false)]
    [DataRow("<PropertyGroup><OciArtifactOwn>1</OciArtifactOwn></PropertyGroup><!-- $(OciArtifactOwn) -->", false)]
    [DataRow("<ItemGroup><OciArtifactOwn Include=\"x\" /><OciArtifactFile Include=\"@(OciArtifactOwn)\" /></ItemGroup>", true)]
    [DataRow(
        "<ItemGroup><OciArtifactOwn Include=\"x\" /><OciArtifactFile Include=\"@(OciArtifactOwn->'%(Identity)')\" /></ItemGroup>", true)]
    [DataRow("<ItemGroup><OciArtifactOwn Include=\"x;@(OciArtifactOwn)\" /></ItemGroup>", false)]
    public void A_name_that_the_files_use_is_their_own(string body, bool isUsed)
    {
        var scan = Scan($"<Project>{body}</Project>");
        Assert.AreEqual(isUsed, scan.IsUsed(scan.Names.First(found => found.Name == "OciArtifactOwn")));
    }

    [TestMethod]
    public void A_name_in_a_file_of_several_projects_may_be_of_another_one_of_them()
    {
        const string Props =
            "<Project><PropertyGroup><OciArtifactWarehouse>1</OciArtifactWarehouse>"
            + "<OciArtifactRegistery>1</OciArtifactRegistery></PropertyGroup></Project>";
        _work.Write("a/Directory.Build.props", Props);
        _work.Write("a/b/b.csproj", Props);
        var scan = new ProjectFileScan(_work["a/b"]);
        scan.Read("../Directory.Build.props");
        Assert.AreEqual(
            "OciArtifactRegistery",
            string.Join(' ', scan.Names.Where(found => NameCheck.Problem(found) is not null).Select(found => found.Name)));
        scan.Read("b.csproj");
        Assert.HasCount(3, scan.Names.Where(found => NameCheck.Problem(found) is not null));
    }

    [TestMethod]
    [DataRow("more.props", "more.props")]
    [DataRow("eng\\more.props", "eng/more.props")]
    [DataRow("$(MSBuildThisFileDirectory)eng/more.props", "eng/more.props")]
    [DataRow("$(MSBuildThisFileDirectory)../more.props", "../more.props")]
    [DataRow("$(MSBuildProjectDirectory)/eng/more.props", "eng/more.props")]
    [DataRow("$([MSBuild]::GetPathOfFileAbove('more.props', '$(MSBuildThisFileDirectory)../'))", "../../more.props")]
    public void Imports_by_path_are_followed(string import, string path)
    {
        _work.Write($"a/b/{path}", "<Project><PropertyGroup><OciArtifactRegistery>1</OciArtifactRegistery></PropertyGroup></Project>");
        Assert.AreEqual(
            "Property OciArtifactRegistery 1", Found(Scan($"""<Project><Import Project="{import}" /></Project>""", "a/b/App.csproj")));
    }

    [TestMethod]
    public void A_file_that_imports_itself_is_read_once() =>
        Assert.AreEqual(
            "Property OciArtifactA 1",
            Found(Scan("""<Project><Import Project="App.csproj" /><PropertyGroup><OciArtifactA /></PropertyGroup></Project>""")));

    [TestMethod]
    public void The_lines_of_a_file_based_app_are_read_to_its_code()
    {
        var scan = Scan(
            "#!/usr/bin/env dotnet\n#:package OciArtifacts.Build@0.1.0\n\n// A comment.\n#:property "
                + "OciArtifactRegistery=$(OciArtifactHost)\nvar x = 1;\n#:property OciArtifactLate=1\n",
            "app.cs");
        Assert.AreEqual("Property OciArtifactRegistery 5", Found(scan));
        Assert.IsTrue(scan.IsUsed(new FoundName("OciArtifactHost", NameKind.Property)));
    }

    [TestMethod]
    [DataRow("<Project><PropertyGroup>")]
    [DataRow("no XML")]
    [DataRow("")]
    public void A_file_that_is_no_XML_says_nothing(string text) => Assert.IsEmpty(Scan(text).Names);

    [TestMethod]
    public void A_file_that_is_not_there_says_nothing()
    {
        var scan = new ProjectFileScan(_work.Path);
        scan.Read("nowhere.props");
        scan.Read("");
        Assert.IsEmpty(scan.Names);
    }

    private ProjectFileScan Scan(string text, string name = "App.csproj")
    {
        var path = _work.Write(name, text);
        var scan = new ProjectFileScan(Path.GetDirectoryName(path)!);
        scan.Read(path);
        return scan;
    }

    private static string Found(ProjectFileScan scan) =>
        string.Join(", ", scan.Names.Select(found => $"{found.Kind} {found.Name} {found.Line}"));
}
