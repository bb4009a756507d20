// Prints what OmegaT's own glossary readers understand: source TAB target, one pair a line.
// java -cp OmegaT.jar ReadGlossary.java FILE SOURCE_LANG TARGET_LANG
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.List;
import org.omegat.core.Core;
import org.omegat.core.data.IProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;

public class ReadGlossary {
    public static void main(String[] words) throws Exception {
        File file = new File(words[0]);
        ProjectProperties properties = new ProjectProperties(file.getParentFile());
        properties.setSourceLanguage(words[1]);
        properties.setTargetLanguage(words[2]);
        Core.setProject((IProject) Proxy.newProxyInstance(
            ReadGlossary.class.getClassLoader(), new Class<?>[] {IProject.class},
            (proxy, method, arguments) -> method.getName().equals("getProjectProperties") ? properties : null));
        List<GlossaryEntry> entries = file.getName().endsWith(".tbx")
            ? GlossaryReaderTBX.read(file, false) : GlossaryReaderTSV.read(file, false);
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (GlossaryEntry entry : entries) {
            for (String target : entry.getLocTerms(false)) {
                out.println(entry.getSrcText() + "\t" + target);
            }
        }
    }
}
