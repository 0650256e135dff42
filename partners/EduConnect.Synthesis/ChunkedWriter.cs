namespace EduConnect.Synthesis;

/// <summary>Writes the records of one entity of one export, in files of a bounded size numbered from 0000.</summary>
public sealed class ChunkedWriter(SynthesisOptions options, string folder, Feed feed, int day, AafEntity entity) : IDisposable
{
    private readonly AafNaming naming = new(options);
    private AafWriter? current;
    private int inChunk;

    /// <summary>Records or operations written.</summary>
    public int Written { get; private set; }

    /// <summary>Files written.</summary>
    public int Chunks { get; private set; }

    /// <summary>The file the next record goes to.</summary>
    public AafWriter Next()
    {
        if (current is null || inChunk == options.ChunkSize)
            Open();
        inChunk++;
        Written++;
        return current!;
    }

    /// <summary>Ends the last file. A complet ends with an empty one when irregularities are on, and never has no file at all.</summary>
    public void Dispose()
    {
        var isComplet = day == 0;
        if (Chunks == 0 || (isComplet && entity >= AafEntity.Pupil && options.Irregularities.Has(Irregularity.EmptyChunk)))
            Open();
        current?.Dispose();
        current = null;
    }

    /// <summary>Path of one of the files.</summary>
    public string PathOf(int chunk) => Path.Combine(folder, naming.File(feed, options.Day.AddDays(day), day > 0, entity, chunk));

    private void Open()
    {
        current?.Dispose();
        current = new AafWriter(PathOf(Chunks), FileDress.Draw(options, feed, day, entity, Chunks), naming.Header(feed, options.Day.AddDays(day)));
        Chunks++;
        inChunk = 0;
    }
}
