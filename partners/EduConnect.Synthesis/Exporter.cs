namespace EduConnect.Synthesis;

/// <summary>Writes every export asked for into a folder, one night after the other, with a manifest beside them.</summary>
public sealed class Exporter(SynthesisOptions options, string folder)
{
    private readonly World world = new(options);

    /// <summary>Writes the complets, then the deltas.</summary>
    public Manifest Write()
    {
        Directory.CreateDirectory(folder);
        RemoveFormer();
        var examples = new Examples(world);
        var tallies = world.Feeds.Select(_ => new Tally()).ToList();
        var steps = new List<ManifestStep> { new CompletExport(world, folder, tallies, examples).Write() };
        for (var day = 1; day <= options.Deltas; day++)
            steps.Add(new DeltaExport(world, folder, tallies, examples, day).Write());
        var manifest = new Manifest(options.Seed, options.Pupils, [.. options.Irregularities.Rows.Select(row => (int)row)], steps, examples.Found);
        manifest.Save(folder);
        return manifest;
    }

    /// <summary>A folder that a former generation filled must not mix two countries.</summary>
    private void RemoveFormer()
    {
        if (!File.Exists(Path.Combine(folder, "manifest.json")))
            return;
        foreach (var academie in Academie.Known)
        {
            if (Directory.Exists(Path.Combine(folder, academie.Code)))
                Directory.Delete(Path.Combine(folder, academie.Code), recursive: true);
        }
        foreach (var archive in Directory.GetFiles(folder, "EDUCONNECT?D-*.tgz"))
            File.Delete(archive);
    }
}
