using EduConnect.Core.Schools.Listing;

namespace EduConnect.Core.Informing.Letters;

/// <summary>
/// Makes letters: one worker process for the whole service, because a layout uses all cores by itself. Started at the first letter,
/// started again after a crash, after a job that took too long, and after many sheets.
/// </summary>
public sealed class LetterPress(LetterOptions options, TimeProvider clock) : IDisposable
{
    // Rows of a list that take about as long as one letter.
    private const int RowsOfSheet = 10;

    private readonly SemaphoreSlim _turn = new(1);
    private LetterWorker? _worker;

    /// <summary>Lays the job out as one tagged PDF (PDF/UA-1), in memory only.</summary>
    /// <exception cref="LettersUnavailableException">the worker is missing, refused the job, or failed twice</exception>
    /// <exception cref="OperationCanceledException">the caller gave up; the next job finds a fresh worker</exception>
    public async Task<byte[]> PrintAsync(LetterJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return await PrintAsync(job.ToJson(), job.Sheets, cancellationToken);
    }

    /// <summary>Lays a list of accounts out, as a tagged PDF (PDF/UA-1), in memory only.</summary>
    /// <exception cref="LettersUnavailableException">the worker is missing, refused the job, or failed twice</exception>
    /// <exception cref="OperationCanceledException">the caller gave up; the next job finds a fresh worker</exception>
    public async Task<byte[]> PrintAsync(AccountListJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return await PrintAsync(job.ToJson(), (job.Rows / RowsOfSheet) + job.Groups.Count, cancellationToken);
    }

    /// <summary>Ends the worker.</summary>
    public void Dispose()
    {
        _worker?.Dispose();
        _turn.Dispose();
    }

    private async Task<byte[]> PrintAsync(byte[] job, int sheets, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await TwiceAsync(job, sheets, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<byte[]> TwiceAsync(byte[] job, int sheets, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(job, sheets, cancellationToken);
        }
        catch (IOException)
        {
            // The process had died, perhaps long ago: a fresh one gets the same job once.
        }

        try
        {
            return await OnceAsync(job, sheets, cancellationToken);
        }
        catch (IOException failure)
        {
            throw new LettersUnavailableException("The letters worker died twice on one job.", failure);
        }
    }

    private async Task<byte[]> OnceAsync(byte[] job, int sheets, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.BaseTime + (options.TimePerSheet * sheets), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var worker = Worker();
        try
        {
            var document = await worker.LayOutAsync(job, sheets, either.Token);
            if (worker.Sheets >= options.SheetsBeforeRestart)
            {
                Drop();
            }

            return document;
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            Drop();
            throw new LettersUnavailableException("The letters took too long.", failure);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            Drop(); // Half a job or half an answer is in the pipes: this process cannot be used again.
            throw;
        }
    }

    private LetterWorker Worker()
    {
        if (_worker is not { IsAlive: true })
        {
            Drop();
            _worker = LetterWorker.Start(options);
        }

        return _worker!;
    }

    private void Drop()
    {
        _worker?.Dispose();
        _worker = null;
    }
}
