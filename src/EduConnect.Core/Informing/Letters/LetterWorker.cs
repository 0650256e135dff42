using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace EduConnect.Core.Informing.Letters;

/// <summary>
/// One worker process: a job goes in on its standard input, a document comes back on its standard output, each as a length
/// (4 bytes, big endian) and that many bytes. Not for two callers at once.
/// </summary>
internal sealed class LetterWorker : IDisposable
{
    private const int LargestDocument = 1 << 30;
    private readonly Process _process;

    private LetterWorker(Process process) => _process = process;

    /// <summary>Sheets laid out so far.</summary>
    public int Sheets { get; private set; }

    /// <summary>True while the process can take a job.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts a process. It inherits PATH only: no setting of the service reaches it.</summary>
    public static LetterWorker Start(LetterOptions options)
    {
        var start = new ProcessStartInfo(options.Node)
        {
            ArgumentList = { Path.Combine(options.ResolveFolder(), "worker.mjs") },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        try
        {
            return new LetterWorker(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new LettersUnavailableException($"The letters worker does not start: {options.Node} was not found.", failure);
        }
    }

    /// <summary>Lays one job out.</summary>
    /// <exception cref="EndOfStreamException">the process died</exception>
    /// <exception cref="IOException">the process died</exception>
    /// <exception cref="LettersUnavailableException">it answered that this job cannot be laid out</exception>
    public async Task<byte[]> LayOutAsync(byte[] job, int sheets, CancellationToken cancellationToken)
    {
        var input = _process.StandardInput.BaseStream;
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, job.Length);
        await input.WriteAsync(length, cancellationToken);
        await input.WriteAsync(job, cancellationToken);
        await input.FlushAsync(cancellationToken);
        var answer = await ReadAsync(cancellationToken);
        Sheets += sheets;
        return answer.Kind == 0 ? answer.Body : throw new LettersUnavailableException(Encoding.UTF8.GetString(answer.Body));
    }

    /// <summary>Ends the process, whatever it is doing.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }

        _process.Dispose();
    }

    private async Task<(byte Kind, byte[] Body)> ReadAsync(CancellationToken cancellationToken)
    {
        var output = _process.StandardOutput.BaseStream;
        var head = new byte[5];
        await output.ReadExactlyAsync(head, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(head) - 1;
        if (length is < 0 or > LargestDocument)
        {
            throw new EndOfStreamException("The letters worker is out of step.");
        }

        var body = new byte[length];
        await output.ReadExactlyAsync(body, cancellationToken);
        return (head[4], body);
    }
}
