using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Planning;

[TestClass]
public sealed class PublishFolderTests
{
    [TestMethod]
    public void The_folder_says_what_is_there_and_the_items_where_it_came_from()
    {
        using var work = new WorkFolder("publish");
        foreach (var file in (string[])["App.dll", "Humanizer.dll", "de/Lib.resources.dll", "Lib.dll", "wwwroot/.well-known/a"])
        {
            work.Write(file, file);
        }

        var files = Folder(
            work.Path,
            [
                Item(
                    "/x/Humanizer.dll",
                    ("RelativePath", "Humanizer.dll"),
                    ("NuGetPackageId", "Humanizer"),
                    ("NuGetPackageVersion", "2.0.0")),
                Item(
                    "/x/Lib.resources.dll",
                    ("RelativePath", @"de\Lib.resources.dll"),
                    ("ReferenceSourceTarget", "ProjectReference"),
                    ("MSBuildSourceProjectFile", "/src/Lib/Lib.csproj")),
                Item(
                    "/x/Lib.dll",
                    ("RelativePath", "Lib.dll"),
                    ("ReferenceSourceTarget", "ProjectReference"),
                    ("MSBuildSourceProjectFile", "/src/Lib/Lib.csproj")),
                Item("/x/gone.dll", ("RelativePath", "gone.dll"), ("NuGetPackageId", "Gone")),
            ]).Read(new FolderFiles([])).ToDictionary(file => file.RelativePath);

        Assert.HasCount(5, files);
        Assert.AreEqual("Humanizer", files["Humanizer.dll"].PackageId);
        Assert.AreEqual("2.0.0", files["Humanizer.dll"].PackageVersion);
        Assert.AreEqual("de", files["de/Lib.resources.dll"].Culture);
        Assert.AreEqual("Lib", files["Lib.dll"].Project);
        Assert.AreEqual("", files["App.dll"].PackageId);
        Assert.IsTrue(files.ContainsKey("wwwroot/.well-known/a"));
    }

    // The item of an indirect project reference has a package id and the version 1.0.0.
    [TestMethod]
    public void A_project_that_is_referenced_by_way_of_another_is_a_project()
    {
        using var work = new WorkFolder("publish");
        work.Write("Far.dll", "x");
        var file = Folder(
            work.Path,
            [
                Item(
                    "/x/Far.dll", ("RelativePath", "Far.dll"), ("NuGetPackageId", "Far"), ("NuGetPackageVersion", "1.0.0"),
                    ("ReferenceSourceTarget", "ProjectReference"),
                    ("MSBuildSourceProjectFile", "/src/Far/Far.csproj")),
            ]).Read(new FolderFiles([])).Single();
        Assert.AreEqual(("Far", "", ""), (file.Project, file.PackageId, file.PackageVersion));
        Assert.IsFalse(file.Archived().IsFromPackage);
        Assert.AreEqual("projects", ProvenanceLayers.Cut([file], new DeclaredLayers([])).Single().Layer);
    }

    [TestMethod]
    public void A_package_that_is_a_runtime_pack_is_the_runtime()
    {
        using var work = new WorkFolder("publish");
        work.Write("System.dll", "x");
        var file = Folder(
            work.Path,
            [Item("/x", ("RelativePath", "System.dll"), ("NuGetPackageId", "Microsoft.NETCore.App.Runtime.linux-x64"))],
            Item("Microsoft.NETCore.App", ("NuGetPackageId", "microsoft.netcore.app.runtime.linux-x64")))
            .Read(new FolderFiles([]))
            .Single();
        Assert.IsTrue(file.IsRuntime);
    }

    [TestMethod]
    public void A_path_that_is_listed_twice_is_one_file()
    {
        using var work = new WorkFolder("publish");
        work.Write("data/a.txt", "x");
        var item = Item("/x", ("RelativePath", "data/a.txt"));
        Assert.HasCount(1, Folder(work.Path, [item, item]).Read(new FolderFiles([])));
    }

    [TestMethod]
    public void What_is_ours_is_left_out_and_what_only_begins_with_its_name_is_not()
    {
        using var work = new WorkFolder("publish");
        work.Write("oci/index.json", "x");
        work.Write("ocio.dll", "x");
        Assert.AreEqual("ocio.dll", Folder(work.Path, []).Read(new FolderFiles([work["oci"]])).Single().RelativePath);
    }
}
