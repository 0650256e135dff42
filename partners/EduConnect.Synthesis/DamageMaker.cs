namespace EduConnect.Synthesis;

/// <summary>Spoils a finished export in one known way.</summary>
public static class DamageMaker
{
    public static void Apply(Damage damage, ChunkedWriter pupils, ChunkedWriter guardians)
    {
        switch (damage)
        {
            case Damage.Truncated:
                using (var file = new FileStream(pupils.PathOf(0), FileMode.Open))
                    file.SetLength(file.Length * 2 / 3);
                break;
            case Damage.Hole:
                File.Delete(pupils.PathOf(pupils.Chunks > 2 ? 1 : 0));
                break;
            case Damage.ZeroBytes:
                File.WriteAllBytes(guardians.PathOf(0), []);
                break;
        }
    }
}
