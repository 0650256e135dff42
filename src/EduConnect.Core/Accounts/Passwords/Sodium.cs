using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>The one function of libsodium that is used, and where the library may be found.</summary>
internal static unsafe partial class Sodium
{
    private const string Library = "libsodium";
    private const int Argon2Id13 = 2;
    private static readonly string[] Names = ["libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium"];
    private static readonly Lazy<nint> Handle = new(Load);

    static Sodium() => NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Resolve);

    /// <summary>Whether the library was found and starts; false means the fall-back has to be used.</summary>
    public static bool IsPresent => Handle.Value != 0;

    /// <summary>Derives <paramref name="output"/> with Argon2id 1.3 and one lane (RFC 9106).</summary>
    /// <remarks>The work memory is given in bytes; libsodium maps it anew at each call.</remarks>
    /// <exception cref="CryptographicException">the work memory could not be had</exception>
    public static void Argon2Id(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, long memoryBytes, Span<byte> output)
    {
        if (salt.Length != 16)
        {
            throw new ArgumentException("libsodium takes salts of 16 bytes only", nameof(salt));
        }

        // An empty span has a null pointer, which libsodium reads as "nothing" only when the length is zero too.
        fixed (byte* outPointer = output, passwordPointer = password, saltPointer = salt)
        {
            var code = crypto_pwhash(outPointer, (ulong)output.Length, passwordPointer, (ulong)password.Length, saltPointer,
                (ulong)passes, (nuint)memoryBytes, Argon2Id13);
            if (code != 0)
            {
                throw new CryptographicException("Argon2id could not get its work memory");
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Library ? Handle.Value : 0;

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle)
                && NativeLibrary.TryGetExport(handle, "sodium_init", out var start)
                && ((delegate* unmanaged<int>)start)() >= 0)
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library)]
    private static partial int crypto_pwhash(byte* output, ulong outputLength, byte* password, ulong passwordLength, byte* salt,
        ulong passes, nuint memory, int algorithm);
}
